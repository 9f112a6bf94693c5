import { workingFolder } from '../../io/process.ts';
import type { ImportArguments } from '../commands/import.ts';
import type { Declare } from './options.ts';

export const declareImport: Declare = (program, done) => {
  program
    .command('import')
    .description('turn a model in another format into a manifest, on standard output')
    .argument('<format>', 'threagile')
    .argument('<file>', 'the model')
    .option('-o, --output <file>', 'write the manifest to a file instead')
    .option('--force', 'replace the file when it is there already')
    .action(async (format: string, file: string, options: ImportArguments) => {
      const { runImport } = await import('../commands/import.ts');
      done(await runImport(format, file, options, workingFolder()));
    });
};
