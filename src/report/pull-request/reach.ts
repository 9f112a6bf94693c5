/** What a change lets whom reach: one sentence, and the rows behind it. */
import type { Comparison, PartyChange, Reach, Way } from '../../compare/comparison.ts';
import { byCodePoint, joined } from '../../model/names.ts';
import { counted } from '../../rules/language/wording.ts';
import { exposedWords } from '../words.ts';
import { codeCell, codeText, prose } from './escape.ts';

/** Data that a party gains or loses in one way, in one zone, from the same owners, with the same permission. */
export interface ReachGroup {
  readonly first: Reach;
  readonly data: readonly string[];
}

const VERBS: Readonly<Record<Way, string>> = { keeps: 'keep', views: 'see', reaches: 'reach' };
const RANKS: Readonly<Record<NonNullable<Reach['allowed']>, number>> = { false: 0, unknown: 1, true: 2 };

/** The most serious first: what is not permitted, then what is open; what is certain before what may be. */
function rankOf({ allowed, certain }: Reach): number {
  return 2 * (allowed === undefined ? 3 : RANKS[allowed]) + (certain ? 0 : 1);
}

/** What is gained, or lost, in groups. */
export function groupsOf(reached: readonly Reach[]): readonly ReachGroup[] {
  const groups = new Map<string, { first: Reach; data: string[] }>();
  for (const each of reached) {
    const { party, way, zone, allowed, certain, owners } = each;
    const key = JSON.stringify([party, way, zone, allowed, certain, owners]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: each, data: [each.data] });
    else group.data.push(each.data);
  }
  return [...groups.values()].sort(
    (a, b) => rankOf(a.first) - rankOf(b.first) || byCodePoint(a.first.party, b.first.party),
  );
}

/** Everything that is gained, in groups. */
export function gainedIn({ parties }: Comparison): readonly ReachGroup[] {
  return groupsOf(parties.flatMap(({ gained }) => gained));
}

/** The most serious thing that the change makes possible. */
export function gainSentence(comparison: Comparison): string {
  const [most, ...others] = gainedIn(comparison);
  if (most === undefined) return 'This change lets nobody reach new data';
  const { party, way, owners, zone, allowed, certain } = most.first;
  const parties = new Set(others.map(({ first }) => first.party).filter((other) => other !== party));
  const more =
    parties.size === 0
      ? ''
      : `, and ${counted(parties.size, 'more party reaches', 'more parties reach')} new data`;
  const verb = certain ? `lets ${codeText(party)}` : `may let ${codeText(party)}`;
  return `This change ${verb} ${VERBS[way]} ${dataWords(most.data)} of ${owners.map((owner) => codeText(owner)).join(' and ')} in ${codeText(zone)}${ALLOWED[allowed ?? 'own']}${more}`;
}

const ALLOWED = {
  false: ', which is NOT AUTHORIZED',
  unknown: '; whether that is authorized is open',
  true: ', which is authorized',
  own: '',
} as const;

/** Data that a sentence names before it counts. */
const NAMED = 3;

function dataWords(data: readonly string[]): string {
  const rest = data.length - NAMED;
  const named = data.slice(0, rest > 1 ? NAMED : data.length).map((datum) => codeText(datum));
  return joined([...named, ...(rest > 1 ? [counted(rest, 'more data set')] : [])]);
}

/** The table of who reaches what. */
export const REACH_HEAD =
  '| who | can now | data | of | in | by way of | authorized |\n|---|---|---|---|---|---|---|\n';

const SHOWN: Readonly<Record<keyof typeof ALLOWED, string>> = {
  false: '**no**',
  unknown: 'open',
  true: 'yes',
  own: 'own data',
};

export function reachRow({ first, data }: ReachGroup): string {
  const { party, way, owners, zone, system, certain, allowed } = first;
  const cells = [
    codeCell(party),
    `${VERBS[way]}${certain ? '' : ' (perhaps)'}`,
    cellsOf(data),
    cellsOf(owners),
    codeCell(zone),
    codeCell(system),
    SHOWN[allowed ?? 'own'],
  ];
  return `| ${cells.join(' | ')} |\n`;
}

/** Names in one cell; of very many the first. */
function cellsOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => codeCell(name));
  const rest = names.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

/** How much a party gains that it had nowhere before. */
export function addedItem({ party, added }: PartyChange): readonly string[] {
  return added === undefined
    ? []
    : [`- ${codeText(party)}: ${prose(exposedWords(added))} that it had nowhere before\n`];
}
