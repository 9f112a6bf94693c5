/** What a change does, told for people: who gains which data first, then what was said anew, then what came of it. */
import type {
  Comparison,
  EntryChange,
  FieldChange,
  FindingChange,
  FindingFate,
  GateChange,
  PartyChange,
  Reach,
} from '../compare/comparison.ts';
import { byCodePoint, joined } from '../model/names.ts';
import { counted } from '../rules/language/wording.ts';
import { answerPage, listed, type AnswerOptions, type AnswerPage } from './answer-page.ts';
import { exposedWords } from './words.ts';

/** How a comparison is written. */
export interface ComparisonOptions extends AnswerOptions {
  /** Are findings told elsewhere? */
  readonly isBesideFindings?: boolean;
}

/** Writes a comparison; ends with a line end. */
export function comparisonText(comparison: Comparison, options: ComparisonOptions = {}): string {
  const page = answerPage(options);
  const { parties, statements, entries, findings, gate } = comparison;
  const sections = [
    ...page.section(
      'Who gains data of others',
      parties.flatMap((change) => partyLines(change, 'gained', page)),
    ),
    ...page.section(
      'Who loses data of others',
      parties.flatMap((change) => partyLines(change, 'lost', page)),
    ),
    ...page.section('What was permitted, agreed or given access to', entryLines(statements, page)),
    ...page.section('What else was declared', entryLines(entries, page)),
    ...page.section('Findings', options.isBesideFindings === true ? [] : findingLines(findings, page)),
    ...page.section('What it would do to the gate itself', gateLines(gate, page)),
  ];
  const body = sections.length > 0 ? sections : ['', ...page.prose('Nothing that is declared has changed.')];
  return [...page.heading(headline(comparison), `as of ${comparison.at}`), ...body, ''].join('\n');
}

/** Which states are compared. */
export function statesWords({ base, head }: Pick<Comparison, 'base' | 'head'>): string {
  const named = ({ name, commit }: Comparison['base']): string =>
    commit === undefined || commit === name ? name : `${name} (${commit.slice(0, 12)})`;
  return `${named(base)} and ${named(head)}`;
}

function headline(comparison: Comparison): string {
  return `What changed between ${statesWords(comparison)}`;
}

const WAYS: Readonly<Record<Reach['way'], string>> = {
  keeps: 'keeps',
  views: 'is shown',
  reaches: 'can reach',
};

/** Data that came to a party in one way are told together. */
export function reachGroups(reach: readonly Reach[]): readonly (readonly Reach[])[] {
  const groups = new Map<string, Reach[]>();
  for (const each of reach) {
    const { way, zone, owners, certain, allowed, custody } = each;
    const steps = custody.map(({ step, system }) => `${step}>${system}`);
    const key = JSON.stringify([way, zone, owners, certain, allowed, steps]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return [...groups.values()];
}

/** What a party has, in one sentence without its end: "vendor keeps plates, owned by agency, in vendor-network". */
export function reachWords(group: readonly Reach[]): string {
  const [{ party, way, zone, owners, certain }] = group;
  const data = group.map((each) => `${each.data} (${each.categories.join(', ')})`);
  const doubt = certain ? '' : ', if an unstated payload holds it';
  return `${party} ${WAYS[way]} ${joined(data)}, owned by ${listed(owners)}, in ${zone}${doubt}`;
}

const PERMISSION: Readonly<Record<Reach['allowed'], string>> = {
  true: 'permitted by every owner',
  false: 'not permitted',
  unknown: 'open whether it is permitted',
};

function partyLines(change: PartyChange, side: 'gained' | 'lost', page: AnswerPage): readonly string[] {
  const sum = side === 'gained' ? change.added : change.removed;
  const lines = reachGroups(change[side]).flatMap((group) => {
    const [{ custody, allowed }] = group;
    const way = custody.map(({ step, system }) => (step === 'collect' ? system : `${step} > ${system}`));
    return [
      ...page.item(side === 'gained' ? '+' : '-', reachWords(group)),
      ...(side === 'gained' ? page.labelled('allowed', PERMISSION[allowed], 4) : []),
      ...(way.length > 0 ? page.labelled('by way of', way.join(' > '), 4) : []),
    ];
  });
  if (lines.length === 0 || sum === undefined) return lines;
  const what = side === 'gained' ? 'had nowhere before' : 'has nowhere any more';
  return [...lines, ...page.prose(`what ${change.party} ${what}: ${exposedWords(sum)}`, 4)];
}

const MARKS: Readonly<Partial<Record<EntryChange['fate'], string>>> = { added: '+', removed: '-' };

function entryLines(changes: readonly EntryChange[], page: AnswerPage): readonly string[] {
  return changes.flatMap((change) => {
    const { section, id, was, fate, fields, place } = change;
    const renamed = was === undefined ? '' : `, ${fate === 'renamed' ? '' : 'renamed, '}before ${was}`;
    return [
      ...page.item(MARKS[fate] ?? '~', `${section} ${id}: ${fate}${renamed} (${page.where(place)})`),
      ...fields.flatMap((field) => page.prose(fieldWords(field), 6)),
    ];
  });
}

/** A field, before and after: "period.until: 2026-12-31 -> 2027-12-31 (wider)". */
export function fieldWords({ field, before, after, direction }: FieldChange): string {
  const words = (value: unknown): string => (value === undefined ? 'not stated' : valueWords(value));
  return `${field}: ${words(before)} -> ${words(after)}${direction === undefined ? '' : ` (${direction})`}`;
}

/** A value as people write it. */
export function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueWords).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** How many findings there are of a fate, in words. */
export function fateWords(fate: FindingFate, count: number): string {
  const findings = counted(count, 'finding');
  switch (fate) {
    case 'new':
      return counted(count, 'new finding');
    case 'worsened':
      return `${findings} worse than before`;
    case 'fixed':
      return `${findings} gone`;
    case 'eased':
      return `${findings} less serious than before`;
    case 'moved':
      return `${findings} the same as before, in another place or under another name`;
    default:
      return fate satisfies never;
  }
}

function findingLines(changes: readonly FindingChange[], page: AnswerPage): readonly string[] {
  return fatesOf(changes).flatMap(({ fate, changes: own }) => [
    ...page.prose(fateWords(fate, own.length)),
    ...own.flatMap((change) => {
      const { rule, subject, severity, verdict, place } = findingOf(change);
      const where = fate === 'fixed' ? '' : ` (${page.where(place) || 'workspace'})`;
      const weight = verdict === 'undecided' ? `undecided, ${severity}` : severity;
      return page.item('-', `${weight}: ${rule}, ${subject}${where}`, 4);
    }),
  ]);
}

/** Changes by fate, in the order in which they come. */
export function fatesOf(
  changes: readonly FindingChange[],
): readonly { readonly fate: FindingFate; readonly changes: readonly FindingChange[] }[] {
  const fates = [...new Set(changes.map(({ fate }) => fate))];
  return fates.map((fate) => ({ fate, changes: changes.filter((change) => change.fate === fate) }));
}

function findingOf({ before, after }: FindingChange) {
  const finding = after ?? before;
  if (finding === undefined) throw new Error('a change of a finding without a finding');
  return finding;
}

function gateLines(changes: readonly GateChange[], page: AnswerPage): readonly string[] {
  return [...changes]
    .sort((a, b) => byCodePoint(a.setting, b.setting))
    .flatMap(({ setting, before, after }) => page.item('!', fieldWords({ field: setting, before, after })));
}
