/** A question to one workspace: its day, its facts, and where they are stated. */
import { factsOf } from '../analysis/facts.ts';
import type { Asked } from '../answers/asked.ts';
import { placesOf } from '../findings/places.ts';
import type { Paint } from '../report/layout.ts';
import type { Workspace } from '../run/workspace.ts';
import type { Outcome } from './outcome.ts';
import { atOf } from './days.ts';
import { Exit, UsageError } from './exit.ts';
import { jsonText } from '../report/json-text.ts';
import type { Found } from './workspaces.ts';

/** What was opened: a workspace, or what is to be said of why there is none. */
export type Opening =
  { readonly workspace: Workspace; readonly prefix: string } | { readonly outcome: Outcome };

/** The one workspace that paths lead to. Throws UsageError where there are several. */
export async function openingOf(command: string, found: readonly Found[], paint: Paint): Promise<Opening> {
  if (found.length !== 1) {
    const folders = found.map(({ prefix }) => prefix || './').join(', ');
    throw new UsageError(`${command} looks at one workspace, and there are several: ${folders}`);
  }
  const [{ prefix, opened }] = found;
  if (opened.workspace !== undefined) return { workspace: opened.workspace, prefix };
  const { problemsText } = await import('../report/problems.ts');
  const error = problemsText(opened.problems, { prefix, paint, textOf: opened.textOf });
  return { outcome: { out: '', error, exit: Exit.unreadable } };
}

/** Options that every question has. */
export interface QuestionArguments {
  readonly at?: string;
  readonly format: string;
}

/** Who asks, and how the answer is to be painted. */
export interface Asking {
  /** Today, in days since 1970-01-01. */
  readonly today: number;
  readonly paint: Paint;
}

/** What a command answers a workspace with; texts are for people, values for programs. */
export interface Answer {
  readonly value: object;
  text(): Promise<string>;
}

/** Asks one workspace, and writes the answer as text or JSON. Throws UsageError. */
export async function answered(
  command: string,
  found: readonly Found[],
  { format }: QuestionArguments,
  { paint }: Asking,
  ask: (workspace: Workspace, prefix: string) => Answer,
): Promise<Outcome> {
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`there is no format ${format}; the formats of ${command} are text and json`);
  }
  const opening = await openingOf(command, found, paint);
  if ('outcome' in opening) return opening.outcome;
  const { workspace, prefix } = opening;
  const answer = ask(workspace, prefix);
  const out = format === 'json' ? answerJson(answer.value, prefix) : await answer.text();
  return { out, exit: Exit.clean };
}

/** An answer as JSON, with the folder that its paths begin at. */
export function answerJson(value: object, prefix: string): string {
  return jsonText({ version: 1, folder: prefix.replace(/\/$/, '') || '.', ...value });
}

/** The facts of a workspace at a day, for questions. */
export function askedOf({ model, documents }: Workspace, at: number): Asked {
  return { facts: factsOf(model, at), places: placesOf(documents, []) };
}

/** The day of a question: as typed, else as configured, else today. */
export function dayAsked({ at }: QuestionArguments, { config }: Workspace, { today }: Asking): number {
  return atOf(at, config.at, today);
}

/** A value, or a UsageError that says why there is none. */
export function orTrouble<T>(value: T | { readonly trouble: string }): T {
  if (typeof value === 'object' && value !== null && 'trouble' in value) {
    throw new UsageError(value.trouble);
  }
  return value as T;
}
