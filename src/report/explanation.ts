/** Why a finding, told for people and for programs. */
import type { Explanation, ParamValue } from '../answers/explanation.ts';
import type { Answer, ExceptionTrace, FoundValues, TestTrace, ThingTrace, Trace } from '../answers/trace.ts';
import { joined } from '../model/names.ts';
import { answerPage, type AnswerOptions, type AnswerPage } from './answer-page.ts';
import { findingValue } from './json.ts';
import { clauseWords } from './rule-words.ts';
import { actMessage, actRemedy, comparedWords } from './words.ts';
import { yamlText } from './yaml.ts';

/** The same facts as in the text, as plain values for programs. */
export function explanationValue({ finding, ...rest }: Explanation): object {
  return { ...rest, finding: findingValue(finding) };
}

/** Writes the answer; ends with a line end. */
export function explanationText(explanation: Explanation, options: AnswerOptions): string {
  const page = { ...answerPage(options), isMarked: !isAllLike(explanation) };
  const { at, finding, like, params, where, unless, require, isCertain, doubts } = explanation;
  const { rule, severity, verdict, subject, fingerprint, place } = finding;
  const act = { findings: [finding], verdict };
  const line = (label: string, text: string): readonly string[] =>
    text === '' ? [] : page.item(label.padEnd(11), text);
  return [
    ...page.heading(rule, `${verdict} (${severity}), as of ${at}`),
    '',
    ...page.prose(actMessage(act)),
    '',
    ...line('where', page.where(place)),
    ...line('subject', subject),
    ...line('fingerprint', fingerprint),
    ...line('to fix', actRemedy(act)),
    ...line('waived', finding.waived === undefined ? '' : joined(finding.waived)),
    ...line('limits', finding.compared === undefined ? '' : comparedWords(finding.compared)),
    ...line('see', `flowdown explain ${rule}`),
    ...line('like', like === undefined ? '' : likeWords(like, page)),
    ...page.section(
      isCertain ? '' : 'It is not certain that this is so at all',
      doubts.flatMap((field) => page.item('-', `state ${field}`)),
    ),
    ...page.section(whereTitle(where?.answer), where === undefined ? [] : rootLines(where, page, 2)),
    ...page.section(
      unlessTitle(unless),
      unless.flatMap((exception) => exceptionLines(exception, page, 2)),
    ),
    ...page.section(requireTitle(require.answer), rootLines(require, page, 2)),
    ...page.section(
      'Parameters',
      params.flatMap((param) => page.item('-', paramWords(param, like))),
    ),
    ...page.section(
      'To decide it, state',
      finding.unstated.flatMap((field) => page.item('-', field)),
    ),
    '',
    ...page.prose('Not legal advice.', 0),
    '',
  ].join('\n');
}

/** What comes from the rule that this one is like: all, or what is marked. */
function likeWords(like: string, { isMarked }: TracePage): string {
  return isMarked
    ? `${like}; what is marked so comes from there`
    : `${like}; every condition comes from there`;
}

function isAllLike({ where, unless, require }: Explanation): boolean {
  const isLike = (trace: Trace): boolean =>
    trace.like !== undefined || ('parts' in trace && trace.parts.every(isLike));
  return (
    (where === undefined || isLike(where)) &&
    isLike(require) &&
    unless.every((each) => each.like !== undefined)
  );
}

/** How a condition came out. */
const ANSWERS: Readonly<Record<Answer, string>> = {
  true: 'holds',
  false: 'does not hold',
  unknown: 'cannot be decided',
};
const WIDEST = Math.max(...Object.values(ANSWERS).map((words) => words.length));

function whereTitle(answer: Answer | undefined): string {
  return answer === 'unknown' ? 'Whether the rule applies is open' : 'The rule applies, since this holds';
}

function unlessTitle(unless: readonly ExceptionTrace[]): string {
  return unless.every(({ answer }) => answer === 'false')
    ? 'No exception applies'
    : 'Whether an exception applies is open';
}

function requireTitle(answer: Answer): string {
  return answer === 'false' ? 'What it asks does not hold' : 'Whether what it asks holds is open';
}

/** A page, and whether what comes from another rule is still to be marked. */
interface TracePage extends AnswerPage {
  readonly isMarked: boolean;
}

function originWords(like: string | undefined, { isMarked }: TracePage): string {
  return like === undefined || !isMarked ? '' : ` (like ${like})`;
}

/** What is below something that is marked needs no mark. */
function below(like: string | undefined, page: TracePage): TracePage {
  return like === undefined ? page : { ...page, isMarked: false };
}

/** A condition below its title, which says for all of it how it came out. */
function rootLines(trace: Trace, page: TracePage, indent: number): readonly string[] {
  return trace.op === 'all'
    ? trace.parts.flatMap((part) => rootLines(part, page, indent))
    : traceLines(trace, page, indent);
}

/** A condition and those below it, each with its answer and the values that decided it. */
function traceLines(trace: Trace, page: TracePage, indent: number): readonly string[] {
  const mark = ANSWERS[trace.answer].padEnd(WIDEST);
  const origin = originWords(trace.like, page);
  const inner = below(trace.like, page);
  if (trace.op === 'test') {
    return [
      ...page.item(mark, `${testWords(trace)}${origin}`, indent),
      ...valueLines(trace, inner, indent + WIDEST + 1),
    ];
  }
  if (trace.op === 'only-via') {
    const { unstated } = trace;
    return [
      ...page.item(
        mark,
        `${yamlText({ 'only-via': trace.systems }, { width: Infinity }).trimEnd()}${origin}`,
        indent,
      ),
      ...(unstated.length === 0
        ? []
        : page.item('=', `not stated; state ${joined(unstated)}`, indent + WIDEST + 1)),
    ];
  }
  return [
    ...page.item(mark, `${JOINS[trace.op]}${origin}`, indent),
    ...trace.parts.flatMap((part) => traceLines(part, inner, indent + 2)),
  ];
}

const JOINS = { all: 'all of these:', any: 'one of these:', not: 'not this:' } as const;

/** A test as its rule has it. */
function testWords({ path, test }: TestTrace): string {
  return yamlText({ [path]: test }, { width: Infinity }).trimEnd();
}

function valueLines(trace: TestTrace, page: TracePage, indent: number): readonly string[] {
  const { found, others, places, unstated, within } = trace;
  const where = places.map(page.where).join(', ');
  const state = unstated.length === 0 ? '' : `; state ${joined(unstated)}`;
  return [
    ...page.item('=', `${foundWords(found)}${where === '' ? '' : ` (${where})`}${state}`, indent),
    ...others.flatMap((other) => page.item('=', `${other.path}: ${foundWords(other)}`, indent)),
    ...within.flatMap((thing) => thingLines(thing, page, indent)),
  ];
}

function thingLines({ thing, conditions }: ThingTrace, page: TracePage, indent: number): readonly string[] {
  return [
    ...page.item('-', `of ${thing}:`, indent),
    ...conditions.flatMap((condition) => traceLines(condition, page, indent + 2)),
  ];
}

/** Values; of several, those that passed apart from those that did not. */
function foundWords({ values, omitted, isOpen }: FoundValues): string {
  if (values.length === 0) return isOpen ? 'not stated' : 'none';
  const answers = [...new Set(values.map(({ answer }) => answer))];
  const groups = answers.map((answer) => {
    const words = values
      .filter((each) => each.answer === answer)
      .map(({ value, isCertain }) => (isCertain ? value : `perhaps ${value}`));
    return values.length === 1 || answer === undefined ? joined(words) : `${joined(words)} ${PASSED[answer]}`;
  });
  return [
    ...groups,
    ...(omitted === 0 ? [] : [`${omitted} more`]),
    ...(isOpen ? ['there may be others'] : []),
  ].join('; ');
}

const PASSED: Readonly<Record<Answer, string>> = {
  true: 'passed',
  false: 'did not pass',
  unknown: 'may pass or not',
};

/** An exception with its reason, and why it did not apply. */
function exceptionLines(exception: ExceptionTrace, page: TracePage, indent: number): readonly string[] {
  const { because, like, when, unless } = exception;
  const origin = originWords(like, page);
  const inner = below(like, page);
  return [
    ...page.item('-', `${because}${origin}`, indent),
    ...rootLines(when, inner, indent + 2),
    ...(unless.length === 0
      ? []
      : [
          ...page.item(' ', 'but not when:', indent),
          ...unless.flatMap((each) => exceptionLines(each, inner, indent + 4)),
        ]),
  ];
}

function paramWords({ name, description, value, source, clause }: ParamValue, like = ''): string {
  const origin =
    clause === undefined
      ? {
          rule: 'the default of the rule',
          like: `the default of ${like}`,
          clause: '',
          configuration: 'from the configuration',
        }[source]
      : clauseWords(clause);
  return `${name}: ${value} (${origin}). ${description}`;
}
