/** What came of testing rules, for people and for programs. */
import { TRUTH_NAMES } from '../analysis/truth.ts';
import { escapeText } from '../manifest/escape.ts';
import { linesOf } from '../manifest/lines.ts';
import { locateIn } from '../manifest/read.ts';
import { joined } from '../model/names.ts';
import type { KeyPath } from '../rules/language/expression.ts';
import { counted, grouped, placeWords } from '../rules/language/wording.ts';
import {
  caseShare,
  coverageShare,
  mutationShare,
  percentOf,
  type CaseFault,
  type CaseTest,
  type Hole,
  type PackTest,
  type RuleTest,
  type Share,
  type Survivor,
} from '../rules/testing/result.ts';
import { codeFrame } from './frame.ts';
import { plain, table, wrap, type Paint } from './layout.ts';

/** The file of a rule, where it is at hand; rules that come with the product have none. */
export type SourceOf = (rule: string) => { readonly path: string; readonly text: string } | undefined;

/** How the report is written. */
export interface RuleTestsOptions {
  readonly sourceOf: SourceOf;
  readonly paint?: Paint;
  readonly width?: number;
  /** Least share of covered answers, in percent. */
  readonly min?: number;
}

/** Writes the report of some packs; ends with a line end. */
export function ruleTestsText(packs: readonly PackTest[], options: RuleTestsOptions): string {
  return `${packs.map((pack) => packLines(pack, options).join('\n')).join('\n\n')}\n`;
}

function packLines({ pack, rules }: PackTest, options: RuleTestsOptions): string[] {
  const { paint = plain, min } = options;
  const failures = rules.flatMap((rule) =>
    rule.cases
      .filter(({ faults }) => faults.length > 0)
      .flatMap((each) => [...failureLines(rule.rule, each, options), '']),
  );
  const holes = rules.flatMap((rule) =>
    rule.coverage.holes.map((hole) => placed(rule.rule, hole.place, holeWords(hole), options)),
  );
  const survivors = rules.flatMap((rule) =>
    (rule.mutation?.survivors ?? []).map((each) =>
      placed(rule.rule, each.place, survivorWords(each), options),
    ),
  );
  const cover = coverageShare(rules);
  const isBelow = min !== undefined && percentOf(cover) < min;
  return [
    paint('strong', `pack ${escapeText(pack)}`),
    '',
    ...failures,
    ...table([
      ['rule', 'cases', 'conditions', ...(mutationShare(rules) === undefined ? [] : ['changes'])],
      ...rules.map(ruleCells),
    ]).map((line) => `  ${line}`),
    '',
    ...section('Never shown by a case', holes, paint),
    ...section('Changes that no case notices', survivors, paint),
    `${escapeText(pack)}: ${summary(rules)}`,
    ...(isBelow ? [`${escapeText(pack)}: conditions are below the ${min} % that are asked for`] : []),
  ];
}

function section(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.length === 0 ? [] : [paint('strong', title), ...lines.map((line) => `  ${line}`), ''];
}

function ruleCells(rule: RuleTest): string[] {
  const changes = mutationShare([rule]);
  return [
    escapeText(rule.rule),
    ...[caseShare([rule]), coverageShare([rule]), ...(changes ? [changes] : [])].map(
      ({ part, whole }) => `${part}/${whole}`,
    ),
  ];
}

function summary(rules: readonly RuleTest[]): string {
  const cases = caseShare(rules);
  const changes = mutationShare(rules);
  const failed = cases.whole - cases.part;
  return [
    `${counted(rules.length, 'rule')}, ${counted(cases.whole, 'case')}, ${failed === 0 ? 'all as expected' : `${grouped(failed)} not as expected`}`,
    `conditions ${shareWords(coverageShare(rules))}`,
    ...(changes === undefined ? [] : [`changes noticed ${shareWords(changes)}`]),
  ].join('; ');
}

function shareWords(share: Share): string {
  return `${grouped(share.part)} of ${grouped(share.whole)} (${percentOf(share)} %)`;
}

function failureLines(
  rule: string,
  { title, verdict, place, faults }: CaseTest,
  options: RuleTestsOptions,
): string[] {
  const { paint = plain, width = 112, sourceOf } = options;
  const source = sourceOf(rule);
  const at = source && placeIn(source, place);
  const where = at === undefined ? rule : `${at.path}:${at.line}:${at.column}`;
  return [
    `${paint('strong', escapeText(where))}   ${paint('error', 'not as expected')}   ${escapeText(rule)}`,
    '',
    ...wrap(`Case "${title}":`, width - 2).map((line) => `  ${line}`),
    ...faults
      .flatMap((fault) => wrap(`${faultWords(fault, verdict)}.`, width - 4))
      .map((line) => `    ${line}`),
    ...(source === undefined || at === undefined
      ? []
      : ['', ...codeFrame(linesOf(source.text), at.start, at.end).map((line) => `    ${line}`)]),
  ];
}

/** A line about a place in a rule: by file and line where there is one, by the id of the rule where there is none. */
function placed(rule: string, place: KeyPath, words: string, { sourceOf }: RuleTestsOptions): string {
  const source = sourceOf(rule);
  const at = source && placeIn(source, place);
  const where = at === undefined ? rule : `${at.path}:${at.line}:${at.column}`;
  return escapeText(`${where}  ${words}`);
}

interface SourcePlace {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly start: number;
  readonly end: number;
}

function placeIn(source: NonNullable<ReturnType<SourceOf>>, place: KeyPath): SourcePlace {
  const [{ key }] = locateIn(source, [place]);
  return { path: source.path, ...linesOf(source.text).at(key.start), ...key };
}

/** A hole in words. */
function holeWords({ place, never }: Hole): string {
  const words = placeWords(place);
  if (never.length === 3) return `${words} was never looked at`;
  return `${words} was never ${never.map((each) => TRUTH_NAMES[each]).join(' nor ')}`;
}

function survivorWords({ place, change }: Survivor): string {
  return `${placeWords(place)}: ${change}`;
}

const EXPECTED: Readonly<Record<CaseTest['verdict'], string>> = {
  violates: 'a violation',
  complies: 'a fact that complies, and no finding',
  undecided: 'something undecided, and no violation',
  'not-applicable': 'that no fact is concerned',
};

function faultWords(fault: CaseFault, verdict: CaseTest['verdict']): string {
  switch (fault.code) {
    case 'unreadable':
      return `the manifest cannot be read: ${fault.problems.join('; ')}`;
    case 'verdict': {
      const found = fault.found.length === 0 ? 'no fact of its kind' : joined(fault.found);
      return `expected ${EXPECTED[verdict]} (${verdict}), found ${found}`;
    }
    case 'subject': {
      const found = fault.found.length === 0 ? 'there is none' : `there is one on ${joined(fault.found)}`;
      return `expected a finding on ${fault.expected}, ${found}`;
    }
    case 'place': {
      const found = fault.found.length === 0 ? 'there is none' : `it stands at ${joined(fault.found)}`;
      return `expected a finding at ${fault.expected}, ${found}`;
    }
    case 'placeholder':
      return `the text on ${fault.subject} leaves ${fault.word} unfilled`;
    case 'no-field':
      return `what is undecided on ${fault.subject} names no field to state`;
    default:
      return fault satisfies never;
  }
}

/** The same as a plain value. */
export function ruleTestsValue(
  packs: readonly PackTest[],
  { sourceOf }: Pick<RuleTestsOptions, 'sourceOf'>,
): object {
  return {
    version: 1,
    packs: packs.map(({ pack, rules }) => ({
      pack,
      ...sharesValue(rules),
      rules: rules.map((rule) => ruleValue(rule, sourceOf(rule.rule))),
    })),
  };
}

function sharesValue(rules: readonly RuleTest[]): object {
  const changes = mutationShare(rules);
  const cases = caseShare(rules);
  const conditions = coverageShare(rules);
  return {
    cases: { total: cases.whole, asExpected: cases.part },
    conditions: { total: conditions.whole, covered: conditions.part, percent: percentOf(conditions) },
    ...(changes && {
      changes: { total: changes.whole, noticed: changes.part, percent: percentOf(changes) },
    }),
  };
}

function ruleValue(rule: RuleTest, source: ReturnType<SourceOf>): object {
  const at = (place: KeyPath): object => ({
    place,
    ...(source && placeValue(placeIn(source, place))),
  });
  return {
    rule: rule.rule,
    ...sharesValue([rule]),
    failures: rule.cases
      .filter(({ faults }) => faults.length > 0)
      .map(({ title, verdict, place, faults }) => ({
        title,
        expected: verdict,
        ...at(place),
        faults: faults.map((fault) => ({ ...fault, message: faultWords(fault, verdict) })),
      })),
    holes: rule.coverage.holes.map((hole) => ({
      ...at(hole.place),
      never: hole.never.map((each) => TRUTH_NAMES[each]),
      message: holeWords(hole),
    })),
    ...(rule.mutation && {
      survivors: rule.mutation.survivors.map((survivor) => ({
        ...at(survivor.place),
        change: survivor.change,
        message: survivorWords(survivor),
      })),
    }),
  };
}

function placeValue({ path, line, column }: SourcePlace): object {
  return { file: path, line, column };
}
