/** Paths such as `to.zone.operator`: from a fact to a value, attribute by attribute. */
import type { Facts } from '../../analysis/facts.ts';
import { formatDay } from '../../manifest/calendar.ts';
import { TRUE, UNKNOWN, FALSE } from '../../analysis/truth.ts';
import type { SectionName } from '../../model/model.ts';
import {
  OPEN,
  type Attribute,
  type Attributes,
  type Item,
  type Range,
  type Several,
  type ThingName,
  type ValueType,
} from '../things/attribute.ts';
import { THINGS } from '../things/things.ts';
import { grouped, secondsWords } from './wording.ts';

/** A path whose attributes exist. */
export interface Path {
  readonly text: string;
  /** What stands at its end. */
  readonly type: ValueType;
  /** Can it lead to several values? */
  readonly isSeveral: boolean;
  /** Is it an attribute of the fact itself? */
  readonly isOwn: boolean;
  /** Is there an attribute on the way that can be unknown? */
  readonly mayBeUnknown: boolean;
  /** The value at its end, where that is the same of every fact. */
  readonly constant?: Item;
  /** The attribute at its end. */
  readonly end: Attribute;
  /** Its first attribute, where that leads to things, and the way from each of them. */
  readonly via?: { readonly step: Attribute; readonly thing: ThingName; readonly rest: Path };
  /** The things that this is asked of, by their numbers; undefined where it is the fact itself. */
  before(
    facts: Facts,
    i: number,
  ): { readonly thing: ThingName; readonly numbers: readonly number[] } | undefined;
  /** The names that can stand at its end, where that is a closed list; worked out when it is asked for. */
  readonly values?: readonly string[];
  /** Reads the value at its end, where the path leads to one; undefined where it is not known. */
  reader(facts: Facts): (i: number) => Item | undefined;
  /** The values at its end. */
  several(facts: Facts, i: number): Several;
  /** Fields whose absence leaves it unknown. */
  unstated(facts: Facts, i: number): readonly string[];
}

/** Why a text is no path: which attribute there is not, and which there are. */
export interface NoPath {
  readonly missing: string;
  /** The thing whose attribute it would be; undefined for the fact itself. */
  readonly thing: ThingName | undefined;
  readonly known: readonly string[];
  /** Is the attribute there, and is nothing to be asked of what it gives? */
  readonly isEnd: boolean;
}

/** Finds the attributes of a path; the longest name that fits is meant. */
export function pathOf(text: string, attributes: Attributes): Path | NoPath {
  const steps: Step[] = [];
  let rest = text;
  let thing: ThingName | undefined;
  let here: Attributes | undefined = attributes;
  for (;;) {
    if (here === undefined) return { missing: rest, thing, known: [], isEnd: true };
    const name = longestName(rest, here);
    if (name === undefined) return { missing: rest, thing, known: Object.keys(here), isEnd: false };
    const attribute: Attribute = here[name];
    steps.push({ name, attribute });
    if (name.length === rest.length) return pathThrough(steps);
    rest = rest.slice(name.length + 1);
    thing = isThing(attribute.type) ? attribute.type : undefined;
    here = thing && THINGS[thing];
  }
}

/** Is it a path? */
export function isPath(found: Path | NoPath): found is Path {
  return 'text' in found;
}

/** Is a value of this type a thing, of which more can be asked? */
export function isThing(type: ValueType): type is ThingName {
  return Object.hasOwn(THINGS, type);
}

function longestName(text: string, attributes: Attributes): string | undefined {
  for (let end = text.length; end > 0; end = text.lastIndexOf('.', end - 1)) {
    const name = text.slice(0, end);
    if (Object.hasOwn(attributes, name)) return name;
  }
  return undefined;
}

interface Step {
  readonly name: string;
  readonly attribute: Attribute;
}

function pathThrough(named: readonly Step[]): Path {
  const steps = named.map(({ attribute }) => attribute);
  const isSeveral = steps.some((step) => step.several !== undefined);
  const end = steps[steps.length - 1];
  const { type, constant } = end;
  return {
    text: named.map(({ name }) => name).join('.'),
    type,
    isSeveral,
    isOwn: steps.length === 1,
    mayBeUnknown: steps.some(({ unstated }) => unstated !== undefined),
    ...(constant !== undefined && { constant }),
    end,
    ...viaFirst(named),
    before: beforeEnd(steps.slice(0, -1)),
    get values() {
      return end.values;
    },
    reader: (facts) => (isSeveral ? () => undefined : readThrough(steps, facts)),
    several: severalThrough(steps),
    unstated: (facts, i) => [...new Set(unstatedFrom(steps, facts, i))],
  };
}

function viaFirst([{ attribute: step }, ...rest]: readonly Step[]): Pick<Path, 'via'> {
  if (rest.length === 0 || !isThing(step.type)) return {};
  return { via: { step, thing: step.type, rest: ofPerhaps(pathThrough(rest)) } };
}

/** A path from a thing that may not be known, which then has the number -1; each value is there once. */
function ofPerhaps(path: Path): Path {
  return {
    ...path,
    reader(facts) {
      const read = path.reader(facts);
      return (i) => (i < 0 ? undefined : read(i));
    },
    several: (facts, i) => (i < 0 ? OPEN : distinct(path.several(facts, i))),
  };
}

function distinct({ sure, maybe, open }: Several): Several {
  if (sure.length + maybe.length < 2) return { sure, maybe, open };
  const known = new Set(sure);
  return { sure: [...known], maybe: [...new Set(maybe)].filter((item) => !known.has(item)), open };
}

function beforeEnd(steps: readonly Attribute[]): Path['before'] {
  const thing = steps.at(-1)?.type;
  if (thing === undefined || !isThing(thing)) return () => undefined;
  const through = severalThrough(steps);
  return (facts, i) => {
    const { sure, maybe } = through(facts, i);
    return { thing, numbers: [...sure, ...maybe].map(Number) };
  };
}

function readThrough([first, ...rest]: readonly Attribute[], facts: Facts): (i: number) => Item | undefined {
  const read = readFirst(first, facts);
  if (rest.length === 0) return read;
  const further = readThrough(rest, facts);
  return (i) => {
    const item = read(i);
    return typeof item === 'number' ? further(item) : undefined;
  };
}

function readFirst(attribute: Attribute, facts: Facts): (i: number) => Item | undefined {
  const isTruth = attribute.type === 'truth';
  const known = (item: Item | undefined): Item | undefined =>
    isTruth && item === UNKNOWN ? undefined : item;
  if (attribute.one === undefined) return () => undefined;
  if (attribute.column === undefined) return (i) => known(attribute.one(facts, i));
  const { numbers, values } = attribute.column(facts);
  if (values !== undefined) return (i) => known(values[numbers[i]]);
  return (i) => (numbers[i] < 0 ? undefined : numbers[i]);
}

function severalThrough([first, ...rest]: readonly Attribute[]): Path['several'] {
  const read = (facts: Facts, i: number): Several => severalOf(first, facts, i);
  if (rest.length === 0) return read;
  const further = severalThrough(rest);
  return (facts, i) => {
    const here = read(facts, i);
    const ends = { sure: new Set<Item>(), maybe: new Set<Item>(), open: here.open };
    const add = (item: Item, isSure: boolean): void => {
      if (typeof item !== 'number') return;
      const there = further(facts, item);
      for (const end of there.sure) (isSure ? ends.sure : ends.maybe).add(end);
      for (const end of there.maybe) ends.maybe.add(end);
      // What a possible thing leaves open is open only if that thing is one of them: it still may add anything.
      if (there.open) ends.open = true;
    };
    for (const item of here.sure) add(item, true);
    for (const item of here.maybe) add(item, false);
    return {
      sure: [...ends.sure],
      maybe: [...ends.maybe].filter((item) => !ends.sure.has(item)),
      open: ends.open,
    };
  };
}

function severalOf(attribute: Attribute, facts: Facts, i: number): Several {
  if (attribute.several !== undefined) return attribute.several(facts, i);
  const item = attribute.one(facts, i);
  const isUnknown = item === undefined || (attribute.type === 'truth' && item === UNKNOWN);
  return isUnknown ? OPEN : { sure: [item], maybe: [], open: false };
}

/** The fields of every attribute on the way that is not known, where it is not known. */
function unstatedFrom([first, ...rest]: readonly Attribute[], facts: Facts, i: number): readonly string[] {
  const here = severalOf(first, facts, i);
  const isUnknown =
    here.open || here.maybe.length > 0 || here.sure.some((item) => isRange(item) && item.least < item.most);
  const own = isUnknown ? (first.unstated?.(facts, i) ?? []) : [];
  if (rest.length === 0) return own;
  const further = [...here.sure, ...here.maybe].flatMap((item) =>
    typeof item === 'number' ? unstatedFrom(rest, facts, item) : [],
  );
  return [...own, ...further];
}

/** Is a value a range of numbers? */
export function isRange(item: Item): item is Range {
  return typeof item === 'object';
}

/** Sections of manifests whose entries are things. */
export const SECTIONS: Readonly<Partial<Record<ThingName, SectionName>>> = {
  party: 'parties',
  contract: 'contracts',
  zone: 'zones',
  system: 'systems',
  data: 'data',
  flow: 'flows',
  access: 'access',
  authorization: 'authorizations',
};

/** A value as people read it. */
export function itemText(item: Item, type: ValueType, { model }: Facts): string {
  if (isRange(item))
    return item.most === item.least ? grouped(item.least) : `at least ${grouped(item.least)}`;
  if (typeof item === 'string') return item;
  switch (type) {
    case 'truth':
      return item === TRUE ? 'yes' : item === FALSE ? 'no' : 'not stated';
    case 'date':
      return formatDay(item) ?? String(item);
    case 'duration':
      return secondsWords(item);
    case 'name':
      return String(item);
    case 'number':
      return grouped(item);
    default: {
      const section = SECTIONS[type];
      return section === undefined ? String(item) : model[section].ids[item];
    }
  }
}

/** What stands at the end of a path, as people read it: names to be joined. */
export function pathNames(path: Path, facts: Facts, i: number): readonly string[] {
  const { sure, maybe, open } = path.several(facts, i);
  const known = [...new Set(sure.map((item) => itemText(item, path.type, facts)))];
  const possible = maybe.map((item) => `perhaps ${itemText(item, path.type, facts)}`);
  if (known.length + possible.length > 0) return [...known, ...possible];
  return [open ? 'not stated' : 'none'];
}
