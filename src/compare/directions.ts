/** Does a changed field of a statement allow more than before, or less? Where that is no question, neither. */
import { parseDay } from '../manifest/calendar.ts';
import type { FieldChange } from './comparison.ts';

type Direction = NonNullable<FieldChange['direction']>;
/** Is `after` at least as wide as `before`? */
type Covers = (after: unknown, before: unknown) => boolean;

/** Names, of which more allow more; one that is absent means what the field says. */
function names(absent: 'all' | 'none'): Covers {
  return (after, before) => {
    if (after === undefined) return absent === 'all' || before === undefined;
    if (before === undefined) return absent === 'none';
    const wide = listOf(after);
    return listOf(before).every((name) => wide.some((each) => name === each || name.startsWith(`${each}.`)));
  };
}

function listOf(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map((each: unknown) =>
    typeof each === 'object' && each !== null && 'id' in each ? String(each.id) : String(each),
  );
}

/** A number or a day; one that is absent is without a bound. */
function bound(widest: 'high' | 'low', absent: number): Covers {
  const numberOf = (value: unknown): number =>
    value === undefined ? absent : typeof value === 'number' ? value : (parseDay(String(value)) ?? absent);
  return (after, before) =>
    widest === 'high' ? numberOf(after) >= numberOf(before) : numberOf(after) <= numberOf(before);
}

/** A duty or a control: without it, more is possible. */
function duty(isStrict: (value: unknown) => boolean): Covers {
  return (after, before) => !isStrict(after) || isStrict(before);
}

const PERIOD: Readonly<Record<string, Covers>> = {
  'period.from': bound('low', -Infinity),
  'period.until': bound('high', Infinity),
};

/** Fields of statements about what may be done, by section and path. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Covers>>>> = {
  authorizations: {
    ...PERIOD,
    data: names('none'),
    categories: names('none'),
    actions: names('none'),
    purposes: names('all'),
    zones: names('all'),
    channels: names('all'),
    delegable: bound('high', 0),
    'limits.records': bound('high', Infinity),
    'limits.subjects': bound('high', Infinity),
  },
  access: {
    ...PERIOD,
    systems: names('none'),
    escorted: duty((value) => value === true),
    mfa: duty((value) => value === true),
    recorded: duty((value) => value === true),
  },
  contracts: {
    ...PERIOD,
    // Fewer clauses bind a supplier less.
    clauses: (after, before) => names('none')(before, after),
    locations: names('all'),
    'subcontracting.allowed': duty((value) => value === false),
    'subcontracting.approved': names('none'),
    'subcontracting.maxTiers': bound('high', Infinity),
  },
};

/** Whether a field allows more or less than before. */
export function directionOf(section: string, { field, before, after }: FieldChange): Direction | undefined {
  const covers = FIELDS[section]?.[field];
  if (covers === undefined) return undefined;
  const [isWider, isNarrower] = [covers(after, before), covers(before, after)];
  if (isWider === isNarrower) return undefined;
  return isWider ? 'wider' : 'narrower';
}
