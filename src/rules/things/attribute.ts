import type { Facts } from '../../analysis/facts.ts';
import { perFacts } from '../../analysis/per-facts.ts';
import { FALSE, TRUE, UNKNOWN, type Truth } from '../../analysis/truth.ts';
import { schema as manifestSchema } from '../../generated/manifest-schema.js';
import { parseDay, parseDuration, secondsFrom } from '../../manifest/calendar.ts';
import type { JsonSchema } from '../../manifest/schema.ts';
import type { FieldColumn } from '../../model/model.ts';

/** Values that are compared. A duration is in seconds from the day of the check, a date in days from 1970-01-01. */
export type Scalar = 'truth' | 'name' | 'number' | 'duration' | 'date';

/** Entries of manifests, which a rule can walk to. */
export type ThingName =
  | 'party'
  | 'contract'
  | 'zone'
  | 'system'
  | 'data'
  | 'flow'
  | 'access'
  | 'authorization'
  | 'assessment'
  | 'training';

/** What an attribute is. */
export type ValueType = Scalar | ThingName;

/** A number of which only bounds are known; `most` may be infinite. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** A value, or the number of a thing. A truth is a number as well. */
export type Item = number | string | Range;

/** Several values: those that are certain, those that are possible, and whether there may be more. */
export interface Several {
  readonly sure: readonly Item[];
  readonly maybe: readonly Item[];
  /** True where they are not stated: there may be any. */
  readonly open: boolean;
}

interface Described {
  readonly type: ValueType;
  readonly description: string;
  /** Its value, where every fact has the same: facts of one sort alone are there. */
  readonly constant?: Item;
  /** The names that it can be, where that is a closed list; only looked up for those who ask, since it takes the schema. */
  readonly values?: readonly string[];
  /** A number for each fact, from 0 on; facts of the same number have the same value, and are asked for it once. */
  alike?(facts: Facts): Int32Array;
  /** Fields whose absence leaves it unknown, as `section.id.field`; absent where it is always known. */
  unstated?(facts: Facts, i: number): readonly string[];
}

/** One value for each fact or thing, as numbers: those of things, else of `values`; -1 where it is not known. */
export interface Column {
  readonly numbers: Int32Array | Uint8Array;
  readonly values?: readonly (Item | undefined)[];
}

/** An attribute of one value; undefined where it is not known. */
export interface OneAttribute extends Described {
  readonly several?: undefined;
  one(facts: Facts, i: number): Item | undefined;
  /** The same of all at once, where that costs little: what hangs on the value alone is asked once for each value. */
  column?(facts: Facts): Column;
}

/** An attribute of several values. */
export interface SeveralAttribute extends Described {
  readonly one?: undefined;
  readonly column?: undefined;
  several(facts: Facts, i: number): Several;
}

/** Something that a rule can ask of a fact or a thing, by the number of that. */
export type Attribute = OneAttribute | SeveralAttribute;

/** What can be asked of one kind of thing, by name. Names may have dots; the longest that fits is meant. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** Several values that are all certain. */
export function sure(items: Iterable<Item>): Several {
  return { sure: [...items], maybe: [], open: false };
}

/** None, for certain. */
export const NOTHING: Several = { sure: [], maybe: [], open: false };

/** Nobody knows which. */
export const OPEN: Several = { sure: [], maybe: [], open: true };

/** Certain and possible ones. */
export function someOf({ sure: certain, maybe }: { sure: Iterable<Item>; maybe: Iterable<Item> }): Several {
  const known = new Set(certain);
  return { sure: [...known], maybe: [...maybe].filter((item) => !known.has(item)), open: false };
}

/** A plain yes or no. */
export function truth(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

type Section = 'parties' | 'contracts' | 'zones' | 'systems' | 'data' | 'flows' | 'access' | 'authorizations';

const REFERENCES = {
  party: 'parties',
  system: 'systems',
  zone: 'zones',
  data: 'data',
  contract: 'contracts',
} as const;

/** Attributes that read a field of the manifest format: what is not stated is unknown, and the field is to be stated. */
export function fieldsOf(section: Section) {
  const unstated =
    (path: string) =>
    (facts: Facts, i: number): readonly string[] => [`${section}.${facts.model[section].ids[i]}.${path}`];

  /** A field of one value; a default makes it always known, and "unknown" is as good as not stated. */
  const one = (
    path: string,
    type: Scalar | keyof typeof REFERENCES,
    description: string,
    otherwise?: Item,
  ): OneAttribute => ({
    type,
    description,
    get values() {
      return namesOfField(section, path);
    },
    ...(otherwise === undefined && { unstated: unstated(path) }),
    ...fewOrAll(
      section,
      perFacts((facts) => itemsOf(facts.model[section].field(path), type, otherwise, facts)),
      (facts, i) => itemOf(plainAt(facts.model[section].entry.at(i), path), type, facts) ?? otherwise,
    ),
  });
  /** A field that lists values; one value stands for a list of one. */
  const several = (
    path: string,
    type: Scalar | keyof typeof REFERENCES,
    description: string,
  ): SeveralAttribute => ({
    type,
    description,
    get values() {
      return namesOfField(section, path);
    },
    unstated: unstated(path),
    several: (facts, i) => {
      const value = valueAt(facts.model[section].entry.at(i), path);
      if (value === undefined) return OPEN;
      const items = (Array.isArray(value) ? value : [value]).map((each) => itemOf(each, type, facts));
      const known = new Set(items.filter((item) => item !== undefined));
      // An item that is "unknown" may be anything; one that refers to nothing is none.
      return { ...sure(known), open: type === 'name' && items.includes(undefined) };
    },
  });
  return { one, several, unstated };
}

/** An attribute that reads a column. */
export function readFrom(column: (facts: Facts) => Column): Pick<OneAttribute, 'one' | 'column'> {
  return {
    column,
    one(facts, i) {
      const { numbers, values } = column(facts);
      const number = numbers[i];
      return values === undefined && number >= 0 ? number : values?.[number];
    },
  };
}

/** So many entries are read one by one in the time that a column of one takes. */
const WORTH_A_COLUMN = 16;

/** The same, of few entries without the column: a report asks for a field of those that it tells of. */
function fewOrAll(
  section: Section,
  column: (facts: Facts) => Column,
  ofOne: (facts: Facts, i: number) => Item | undefined,
): Pick<OneAttribute, 'one' | 'column'> {
  const all = readFrom(column);
  const readings = perFacts(({ model }) => ({ left: model[section].ids.length / WORTH_A_COLUMN }));
  return {
    column(facts) {
      readings(facts).left = 0;
      return column(facts);
    },
    one(facts, i) {
      if (i < 0) return undefined;
      const reading = readings(facts);
      return reading.left-- > 0 ? ofOne(facts, i) : all.one(facts, i);
    },
  };
}

/** An attribute that leads to a thing, which is always known. */
export function leadsTo(
  type: ThingName,
  description: string,
  numbers: (facts: Facts) => Int32Array,
): OneAttribute {
  return { type, description, ...readFrom((facts) => ({ numbers: numbers(facts) })) };
}

/** The values of a column of truths, and of one of 0 for no and 1 for yes. */
export const TRUTHS: readonly Truth[] = [FALSE, UNKNOWN, TRUE];
export const NO_YES: readonly Truth[] = [FALSE, TRUE];

/** The names that the format of manifests allows in a field, or in a list there; undefined where any may stand. */
export function namesOfField(section: Section, path: string): readonly string[] | undefined {
  const entry = manifestSchema.properties?.[section]?.additionalProperties;
  let field: JsonSchema | undefined = typeof entry === 'object' ? entry : undefined;
  for (const key of path.split('.')) field = field?.properties?.[key];
  // "unknown" is as good as not stated, so it is never what a rule sees.
  return (field?.items ?? field)?.enum?.filter((name) => statedText(name) !== undefined);
}

/** The value at a dotted path; undefined where any step is absent. */
export function valueAt(entry: unknown, path: string): unknown {
  let value = entry;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** The value at a path where it is one that a column can have. */
function plainAt(entry: unknown, path: string): unknown {
  const value = valueAt(entry, path);
  return typeof value === 'object' ? undefined : value;
}

/** What stands in a field, as what it means at the day of the check; of references the numbers of things. */
function itemsOf(
  { numbers, values }: FieldColumn,
  type: Scalar | keyof typeof REFERENCES,
  otherwise: Item | undefined,
  facts: Facts,
): Column {
  const isThing = Object.hasOwn(REFERENCES, type);
  const items = new Map<Item, number>();
  const numberOf = (item: Item | undefined): number => {
    if (item === undefined) return -1;
    const number = isThing ? Number(item) : (items.get(item) ?? items.size);
    items.set(item, number);
    return number;
  };
  const silent = numberOf(otherwise);
  const known = Int32Array.from(values, (value) => numberOf(itemOf(value, type, facts) ?? otherwise));
  const meant = numbers.map((number) => (number < 0 ? silent : known[number]));
  return isThing ? { numbers: meant } : { numbers: meant, values: [...items.keys()] };
}

function itemOf(
  value: unknown,
  type: Scalar | keyof typeof REFERENCES,
  { model, at }: Facts,
): Item | undefined {
  if (value === undefined) return undefined;
  switch (type) {
    case 'truth':
      return truth(value === true);
    case 'name':
      return statedText(String(value));
    case 'number':
      return Number(value);
    case 'date':
      return parseDay(String(value));
    case 'duration': {
      const duration = parseDuration(String(value));
      return duration && secondsFrom(at, duration);
    }
    default: {
      const found = model[REFERENCES[type]].indexOf(String(value));
      return found < 0 ? undefined : found;
    }
  }
}

/** A text that is stated: "unknown" is as good as nothing. */
export function statedText(text: string | undefined): string | undefined {
  return text === 'unknown' ? undefined : text;
}

/** The id of a thing, as a name. */
export function idOf(section: Section): OneAttribute {
  return { type: 'name', description: 'Its id.', one: ({ model }, i) => model[section].ids[i] };
}
