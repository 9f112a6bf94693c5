import { today, workingFolder } from '../../io/process.ts';
import { plain } from '../../report/layout.ts';
import type { QuestionsArguments } from '../commands/questions.ts';
import { atOption, FOLDER, readingOf, sizeOption, type Declare, type SizeOptions } from './options.ts';

export const declareQuestions: Declare = (program, done) => {
  const command = program
    .command('questions')
    .description('ask for what is not stated, in plain words, each question with who can answer it')
    .argument('[path]', FOLDER, '.')
    .option('--party <party>', 'only what this party can answer');
  atOption(command, 'check').option('--format <format>', 'markdown, csv or json', 'markdown');
  sizeOption(command).action(async (path: string, options: QuestionsArguments & SizeOptions) => {
    const { openWorkspaces } = await import('../workspaces.ts');
    const { runQuestions } = await import('../commands/questions.ts');
    const found = openWorkspaces([path], workingFolder(), readingOf(options));
    done(await runQuestions(found, options, { today: today(), paint: plain }));
  });
};
