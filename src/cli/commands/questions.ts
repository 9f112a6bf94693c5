import { questionsFrom } from '../../answers/questions.ts';
import { numberOf } from '../../answers/scope.ts';
import { checkWorkspace } from '../../run/check.ts';
import { Exit, UsageError } from '../exit.ts';
import {
  answerJson,
  askedOf,
  dayAsked,
  openingOf,
  orTrouble,
  type Asking,
  type QuestionArguments,
} from '../one.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Options of `questions`, as they were typed. */
export interface QuestionsArguments extends QuestionArguments {
  readonly party?: string;
}

const FORMATS = ['markdown', 'csv', 'json'];

/** Asks for what is not stated. Throws UsageError. */
export async function runQuestions(
  found: readonly Found[],
  options: QuestionsArguments,
  asking: Asking,
): Promise<Outcome> {
  const { format, party } = options;
  if (!FORMATS.includes(format)) {
    throw new UsageError(`there is no format ${format}; the formats of questions are markdown, csv and json`);
  }
  const opening = await openingOf('questions', found, asking.paint);
  if ('outcome' in opening) return opening.outcome;
  const { workspace, prefix } = opening;
  if (party !== undefined) orTrouble(numberOf(workspace.model.parties, party, 'party'));
  const at = dayAsked(options, workspace, asking);
  const { findings } = checkWorkspace(workspace, { at });
  const answer = questionsFrom(askedOf(workspace, at), findings, party);
  if (format === 'json') return { out: answerJson(answer, prefix), exit: Exit.clean };
  const { questionsCsv, questionsMarkdown } = await import('../../report/questions.ts');
  const write = format === 'csv' ? questionsCsv : questionsMarkdown;
  return { out: write(answer, { prefix }), exit: Exit.clean };
}
