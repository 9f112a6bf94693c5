/** Parties of a manifest: whoever bills name as provider, owner or custodian. */
import type { Party } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import type { Names } from '../names.ts';
import { cut } from '../texts.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import type { Bill } from './bills.ts';
import { keyIn } from './names.ts';
import { withReferences, type OwnEntry, type OwnSection } from './own.ts';
import type { PartyName, Sketch } from './sketch.ts';

/** The parties of the bills. */
export interface Parties {
  /** The id of a party that is named. */
  idOf(party: PartyName): string;
  owner(party: PartyName | undefined): string;
  operator(party: PartyName | undefined): string;
  /** The entries; those for owners and operators that nobody names only where they were asked for. */
  entries(own: OwnIds): readonly DraftEntry<Party>[];
}

/** The id that something has now, by its id in the manifest that its bill was written from. */
export type OwnIds = (bill: Bill) => (section: OwnSection, id: string) => string;

/** Names parties; the same name is the same party, and another way of writing it another one. */
export function partiesOf(sketch: Sketch, bills: readonly Bill[], names: Names): Parties {
  const described = new Map<string, { readonly bill: Bill; readonly entry: OwnEntry }>();
  for (const bill of bills)
    for (const [id, entry] of bill.own?.parties ?? [])
      if (!described.has(id)) described.set(id, { bill, entry });
  const named = new Map<string, PartyName>();
  for (const [id, { entry }] of described) named.set(id, { key: id, origin: entry.origin });
  for (const party of namedIn(sketch)) if (!named.has(party.key)) named.set(party.key, party);
  const ids = names.ids(
    'parties',
    [...named.values()].map(({ key, origin }) => ({ name: key, what: 'organisation', origin })),
    { fallback: 'party', reserved: [NO_DATA_OWNER, NO_OPERATOR] },
  );
  const idOf = ({ key }: PartyName): string => ids.get(key)?.id ?? key;
  const lacking = new Set<string>();
  const orElse = (party: PartyName | undefined, placeholder: string): string => {
    if (party !== undefined) return idOf(party);
    lacking.add(placeholder);
    return placeholder;
  };
  return {
    idOf,
    owner: (party) => orElse(party, NO_DATA_OWNER),
    operator: (party) => orElse(party, NO_OPERATOR),
    entries: (own) => {
      const entries = new Map<string, DraftEntry<Party>>();
      for (const party of named.values()) {
        const id = idOf(party);
        const known = described.get(party.key);
        const value = known ? withReferences('parties', known.entry, own(known.bill)) : valueOf(party);
        const entry = { id, value: value as Party, origin: party.origin, remarks: [], isMention: true };
        if (!entries.has(id)) entries.set(id, entry);
      }
      return [...entries.values(), ...[...lacking].sort().map(placeholder)];
    },
  };
}

function* namedIn({ places, data }: Sketch): Generator<PartyName> {
  for (const { keeper, custodian } of places.values()) {
    if (keeper !== undefined) yield keeper;
    if (custodian !== undefined) yield custodian;
  }
  for (const { owners } of data.values()) yield* owners.values();
}

function valueOf({ name }: PartyName): Party {
  return name === undefined ? {} : { name: cut(name) };
}

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  [NO_DATA_OWNER]: 'The owner of data for which the bill names none',
  [NO_OPERATOR]: 'The operator of services for which the bill names none',
};

function placeholder(id: string): DraftEntry<Party> {
  const remarks = ['not in the bill: put the right party in its place'];
  return { id, value: { name: PLACEHOLDERS[id] }, remarks, isMention: true };
}

/** The ids that data, systems and parties of bills of ours have now. */
export function ownIds(
  parties: Parties,
  known: Readonly<Record<'zones' | 'systems' | 'data', ReadonlyMap<string, string>>>,
): OwnIds {
  return (bill) => (section, id) => {
    if (section === 'parties' && bill.own?.parties.has(id) === true)
      return parties.idOf({ key: id, origin: { file: bill.file, place: '', span: { start: 0, end: 0 } } });
    return section === 'parties' || section === 'flows' ? id : (known[section].get(keyIn(bill, id)) ?? id);
  };
}
