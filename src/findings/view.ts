/** What one party may see of a workspace: what it takes part in, and of everybody else only those it works for. */
import type { Facts } from '../analysis/facts.ts';
import { isActive } from '../analysis/steps.ts';
import { Payload, type Model, type SectionName } from '../model/model.ts';
import { row } from '../model/rows.ts';
import { entriesIn, type Entry } from './subjects.ts';

/** A party's view. */
export interface PartyView {
  readonly party: string;
  /** Does a finding on this subject, stated in this file, concern the party? */
  concerns(subject: string, file: string | undefined): boolean;
  /** An id of a section, or what stands for it where the party may not know it. */
  name(section: SectionName, id: string): string;
  /** A text, with what stands for the ids in it that the party may not know. */
  text(text: string): string;
  /** May the party know what stands in a file, and its path? */
  isOpen(file: string): boolean;
  /** Active flows that the party takes part in. */
  readonly coverage: Facts['coverage'];
}

const STANDS_FOR: Readonly<Record<SectionName, string>> = {
  parties: 'another party',
  contracts: 'another contract',
  zones: 'another zone',
  systems: 'another system',
  data: 'other data',
  flows: 'another flow',
  access: 'another access',
  authorizations: 'another authorization',
  waivers: 'another waiver',
};

const SECTIONS = Object.keys(STANDS_FOR) as SectionName[];

type Visible = Readonly<Record<SectionName, ReadonlySet<string>>>;

/** The view of a party, by its number, on the day of the facts. */
export function viewOf(facts: Facts, party: number): PartyView {
  const { model } = facts;
  const visible = visibleTo(facts, party);
  const hidden = hiddenIds(model, visible);
  const names = hiddenNames(model, visible);
  const name = (section: SectionName, id: string): string =>
    visible[section].has(id) || model[section].indexOf(id) < 0 ? id : STANDS_FOR[section];
  const text = (whole: string): string =>
    names
      .reduce((words, each) => words.split(each).join(STANDS_FOR.parties), whole)
      .replace(WORD, (word) => withoutHidden(word, hidden));
  const isOpen = (file: string): boolean => {
    const voices = model.speaksFor?.[model.files.indexOf(file)];
    const isKnown = voices === undefined || [...voices].some((voice) => visible.parties.has(voice));
    return isKnown && text(file) === file;
  };
  return {
    party: model.parties.ids[party],
    concerns: (subject, file) => isAbout(subject, file, model, party),
    name,
    text,
    isOpen,
    coverage: coverageOf(facts, party),
  };
}

/** Ids that a party may know, by section. */
function visibleTo({ model, handles, owners }: Facts, party: number): Visible {
  const { parties, zones, systems, data, flows, access, authorizations, contracts, waivers } = model;
  const known = new Set([party]);
  const handled = new Set<number>();
  handles.row.forEach((each, i) => {
    if (each !== party) return;
    handled.add(handles.column[i]);
    for (const owner of row(owners, handles.column[i])) known.add(owner);
  });
  contracts.supplier.forEach((supplier, k) => {
    if (supplier === party && contracts.acquirer[k] >= 0) known.add(contracts.acquirer[k]);
  });

  const isOpenTo = (s: number): boolean => keepersOf(model, s).every((each) => known.has(each));
  const near = new Set<number>();
  flows.source.forEach((from, f) => {
    const to = flows.target[f];
    if (keeps(model, party, from)) near.add(to);
    if (keeps(model, party, to)) near.add(from);
  });
  access.party.forEach((who, x) => {
    if (who === party) for (const s of row(access.systems, x)) near.add(s);
  });
  const seenSystems = indexes(systems.ids).filter(
    (s) => keeps(model, party, s) || (near.has(s) && keepersOf(model, s).length > 0 && isOpenTo(s)),
  );
  const seenZones = new Set(seenSystems.map((s) => systems.zone[s]));
  const both = (one: number, other: number): boolean => known.has(one) && known.has(other);
  const shown = <T extends SectionName>(section: T, test: (i: number) => boolean): ReadonlySet<string> =>
    new Set(model[section].ids.filter((_, i) => test(i)));
  const seen = new Set(seenSystems);
  return {
    parties: shown('parties', (i) => known.has(i)),
    zones: shown(
      'zones',
      (z) => zones.operator[z] === party || (known.has(zones.operator[z]) && seenZones.has(z)),
    ),
    systems: shown('systems', (s) => seen.has(s)),
    data: shown('data', (d) => handled.has(d) || data.owner[d] === party),
    flows: shown('flows', (f) => isFlowOf(model, party, f)),
    access: shown('access', (x) => access.party[x] === party),
    authorizations: shown(
      'authorizations',
      (a) =>
        (authorizations.to[a] === party || authorizations.by[a] === party) &&
        both(authorizations.to[a], authorizations.by[a]),
    ),
    contracts: shown(
      'contracts',
      (k) =>
        (contracts.supplier[k] === party || contracts.acquirer[k] === party) &&
        both(contracts.supplier[k], contracts.acquirer[k]),
    ),
    waivers: shown('waivers', (w) => waivers.entry.at(w).by === parties.ids[party]),
  };
}

function indexes(items: readonly unknown[]): readonly number[] {
  return items.map((_, i) => i);
}

function keepersOf({ systems }: Model, system: number): readonly number[] {
  return system < 0 ? [] : [...row(systems.keepers, system)];
}

function keeps(model: Model, party: number, system: number): boolean {
  return keepersOf(model, system).includes(party);
}

/** Does a party keep one of the ends of a flow? */
function isFlowOf(model: Model, party: number, f: number): boolean {
  return keeps(model, party, model.flows.source[f]) || keeps(model, party, model.flows.target[f]);
}

/** What stands for each id that may not be known; one that may be known in another section is no secret. */
function hiddenIds(model: Model, visible: Visible): ReadonlyMap<string, string> {
  const hidden = new Map<string, string>();
  for (const section of SECTIONS) {
    for (const id of model[section].ids) {
      if (!SECTIONS.some((each) => visible[each].has(id))) hidden.set(id, STANDS_FOR[section]);
    }
  }
  return hidden;
}

/** Names of parties as people write them, the longest first, where they say more than the id. */
function hiddenNames({ parties }: Model, visible: Visible): readonly string[] {
  const names = parties.entry
    .all()
    .flatMap(({ name }, i) => (name === undefined || visible.parties.has(parties.ids[i]) ? [] : [name]));
  return [...new Set(names)].filter((name) => name.length > 2).sort((a, b) => b.length - a.length);
}

const WORD = /[A-Za-z0-9][A-Za-z0-9._-]*/g;

/** A word without hidden ids: it may be one, end with a stop, or be a path of names with dots. */
function withoutHidden(word: string, hidden: ReadonlyMap<string, string>): string {
  const whole = hidden.get(word);
  if (whole !== undefined) return whole;
  if (!word.includes('.')) return word;
  const parts = word.split('.');
  const told: string[] = [];
  for (let from = 0; from < parts.length;) {
    let to = parts.length;
    while (to > from && !hidden.has(parts.slice(from, to).join('.'))) to--;
    told.push(hidden.get(parts.slice(from, to).join('.')) ?? parts[from]);
    from = Math.max(to, from + 1);
  }
  return told.join('.');
}

/** Is a subject, or what a file states, a party's own affair? */
function isAbout(subject: string, file: string | undefined, model: Model, party: number): boolean {
  const [first, second] = entriesIn(subject);
  if (first === undefined) {
    // Claims and names: those of a file that speaks for the party alone.
    const voices = file === undefined ? undefined : model.speaksFor?.[model.files.indexOf(file)];
    return voices?.size === 1 && voices.has(model.parties.ids[party]);
  }
  return isOf(first, model, party) || (second?.section === 'systems' && isOf(second, model, party));
}

/** Is an entry a party's: does it keep it, is it at one of its ends, has it stated it? */
function isOf({ section, id }: Entry, model: Model, party: number): boolean {
  const i = model[section].indexOf(id);
  if (i < 0) return section === 'parties' && id === model.parties.ids[party];
  switch (section) {
    case 'parties':
      return i === party;
    case 'contracts':
      return model.contracts.supplier[i] === party || model.contracts.acquirer[i] === party;
    case 'zones':
      return model.zones.operator[i] === party;
    case 'systems':
      return keeps(model, party, i);
    case 'data':
      return model.data.owner[i] === party;
    case 'flows':
      return isFlowOf(model, party, i);
    case 'access':
      return model.access.party[i] === party;
    case 'authorizations':
      return model.authorizations.to[i] === party || model.authorizations.by[i] === party;
    case 'waivers':
      return model.waivers.entry.at(i).by === model.parties.ids[party];
    default:
      return section satisfies never;
  }
}

function coverageOf({ model, at }: Facts, party: number): Facts['coverage'] {
  const own = indexes(model.flows.ids).filter(
    (f) => isActive(model.flows, f, at) && isFlowOf(model, party, f),
  );
  const stated = own.filter((f) => model.flows.payload[f] !== Payload.opaque);
  return { flows: own.length, stated: stated.length };
}
