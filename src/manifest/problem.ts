import { quoteText } from './escape.ts';
import { MESSAGES, type ProblemCode } from './messages.ts';

/** Another place that belongs to a problem, such as the first use of a key that stands twice. */
export interface RelatedSpan {
  readonly start: number;
  readonly end: number;
  readonly file: string;
  readonly note: string;
}

/**
 * Expected trouble with a file, as data. `start` and `end` are UTF-16 offsets into the decoded text;
 * `values` hold raw text from the file, which is escaped only where it is printed.
 */
export interface Problem {
  readonly code: ProblemCode;
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly values: Readonly<Record<string, string>>;
  readonly related?: readonly RelatedSpan[];
}

/** Message and help in plain words, one line each, safe to print on a terminal. */
export interface Description {
  readonly message: string;
  readonly help: string;
}

// Long enough for every sentence of our own, short enough that a file cannot fill the screen.
const VALUE_LIMIT = 240;

/** Words for a problem, from the one table of messages. */
export function describe(problem: Pick<Problem, 'code' | 'values'>): Description {
  const [message, help] = MESSAGES[problem.code];
  return { message: fill(message, problem.values), help: fill(help, problem.values) };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  const lacksValue = (part: string) => placeholders(part).some((name) => !Object.hasOwn(values, name));
  return template
    .replace(/\[([^\]]*)\]/g, (_, part: string) => (lacksValue(part) ? '' : part))
    .replace(/\{(\w+)\}/g, (_, name: string) =>
      Object.hasOwn(values, name) ? quoteText(values[name], VALUE_LIMIT) : '?',
    )
    .trim();
}

/** The names of the placeholders of a template, in order. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
}

/** How many problems of one file are listed; the rest are counted. */
export const PROBLEM_LIMIT = 100;

/** Collects the problems of one file; beyond the limit they are counted only, so that no file can exhaust memory. */
export interface ProblemList {
  add(
    code: ProblemCode,
    start: number,
    end: number,
    values?: Record<string, string>,
    related?: RelatedSpan[],
  ): void;
  /** The problems listed, and last the number of those left out. */
  finish(): Problem[];
}

/** A fresh list of problems of one file. */
export function problemList(file: string, limit = PROBLEM_LIMIT): ProblemList {
  const listed: Problem[] = [];
  let omitted = 0;
  return {
    add(code, start, end, values = {}, related) {
      if (listed.length >= limit) omitted += 1;
      else listed.push({ code, file, start, end, values, ...(related && { related }) });
    },
    finish() {
      return omitted === 0 ? listed : [...listed, remainderOf(listed[listed.length - 1], omitted)];
    },
  };
}

function remainderOf(last: Problem, omitted: number): Problem {
  return {
    code: 'more-problems',
    file: last.file,
    start: last.start,
    end: last.end,
    values: { count: String(omitted) },
  };
}

/** Order of a report: by file, then position, then code. */
export function compareProblems(a: Problem, b: Problem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  if (isRemainder(a) !== isRemainder(b)) return isRemainder(a) ? 1 : -1;
  if (a.start !== b.start) return a.start - b.start;
  if (a.end !== b.end) return a.end - b.end;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}

function isRemainder(problem: Problem): boolean {
  return problem.code === 'more-problems';
}
