/** Why is a datum on a system: the way it took, and who permitted each step to whom. */
import { heldDays } from '../analysis/copies.ts';
import { isCertain, PREFERENCE } from '../analysis/holdings.ts';
import { requestAt, transferRequest } from '../analysis/requests.ts';
import { isActive, Match } from '../analysis/steps.ts';
import { NO_DAYS } from '../analysis/days.ts';
import type { WitnessStep } from '../analysis/witness.ts';
import { formatDay } from '../manifest/calendar.ts';
import { Mode, Payload } from '../model/model.ts';
import { row } from '../model/rows.ts';
import type { Span } from '../findings/finding.ts';
import {
  categoriesOf,
  daysBetween,
  daysOf,
  keepersOf,
  ownersOf,
  placeOf,
  zoneOf,
  type Asked,
  type Days,
} from './asked.ts';
import { authorizedBy, permissionsAt, type Authorized, type Permission } from './permission.ts';

/** A collection, a production, a flow or a view that brings a datum to a system or shows it there. */
export interface Step {
  readonly kind: 'collect' | 'produce' | 'flow' | 'view';
  /** The flow, and where it comes from. */
  readonly flow?: string;
  readonly from?: string;
  readonly system: string;
  readonly zone: string;
  readonly keepers: readonly string[];
  /** What the step brings as itself. */
  readonly data: string;
  /** The part of it that the question follows: it lies inside, and is what permission is asked for. */
  readonly subject: string;
  /** Is it certain that the step brings it? */
  readonly certain: boolean;
  readonly purpose?: string;
  readonly channel?: string;
  readonly by?: string;
  readonly days: Days;
  /** Are those days over? */
  readonly ended: boolean;
  /** Does the system hold it, or show it, on the day of the question? */
  readonly present: boolean;
  /** Judged on the day of the question, whatever the day of the step. */
  readonly authorized: Authorized;
  readonly permissions: readonly Permission[];
  readonly place?: Span;
}

/** A flow on which it hangs that a datum may be somewhere, and the field that would settle it. */
export interface Doubt {
  readonly flow: string;
  readonly field: string;
  readonly place?: Span;
}

/** Why a datum is on a system, or that it is not. */
export interface WhyAnswer {
  readonly at: string;
  readonly data: string;
  readonly system: string;
  readonly categories: readonly string[];
  readonly owners: readonly string[];
  readonly zone: string;
  readonly keepers: readonly string[];
  readonly held: 'yes' | 'maybe' | 'no';
  /** Does the way begin with a collection? */
  readonly grounded: boolean;
  /** Days up to the day of the question on which the system held it, or may have. */
  readonly days: readonly Days[];
  /** The shortest way, in the order of travel; empty where it is not held. */
  readonly way: readonly Step[];
  /** Everything that brought what is still there, the last step of the way included; and what views show. */
  readonly arrivals: readonly Step[];
  readonly doubts: readonly Doubt[];
}

/** Answers for a datum and a system, by their numbers. */
export function whyHeld(asked: Asked, datum: number, system: number): WhyAnswer {
  const { facts } = asked;
  const { model, ground, copies } = facts;
  const preference = preferenceOf(asked, datum, system);
  const isMaybe = preference !== undefined && !isCertain(preference);
  const way = facts.witnesses.of(datum, system) ?? [];
  const followed = subjectsOf(asked, way, datum);
  const held = heldDays(copies[isMaybe ? 3 : 1], ground, system, datum);
  return {
    at: formatDay(facts.at) ?? '',
    data: model.data.ids[datum],
    system: model.systems.ids[system],
    categories: categoriesOf(facts, datum),
    owners: ownersOf(facts, datum),
    zone: zoneOf(facts, system),
    keepers: keepersOf(facts, system),
    held: preference === undefined ? 'no' : isMaybe ? 'maybe' : 'yes',
    grounded: preference !== undefined && PREFERENCE[preference].grounded,
    days: intervalsOf(ground.days.intervals(held), facts.at),
    way: way.map((step, i) => stepOf(asked, step, followed[i])),
    arrivals: [
      ...madeHere(asked, datum, system),
      ...transfersTo(asked, datum, system).map(({ flow, certain }) =>
        flowStep(asked, flow, datum, datum, certain),
      ),
    ],
    doubts: doubtsOf(asked, datum, system, way),
  };
}

function preferenceOf({ facts: { holdings } }: Asked, datum: number, system: number): number | undefined {
  for (let h = holdings.starts[system]; h < holdings.starts[system + 1]; h++) {
    if (holdings.datum[h] === datum) return holdings.preference[h];
  }
  return undefined;
}

/** Intervals as days; one that reaches the day of the question has no end yet. */
function intervalsOf(intervals: Int32Array, at: number): readonly Days[] {
  const spans: Days[] = [];
  for (let i = 0; i < intervals.length; i += 2) {
    const { from, until } = daysBetween(intervals[i], intervals[i + 1]);
    spans.push({ ...(from !== undefined && { from }), ...(intervals[i + 1] < at && { until }) });
  }
  return spans;
}

/** What the question follows at each step: the datum itself, and before a production what it was made from. */
function subjectsOf(
  { facts: { model } }: Asked,
  way: readonly WitnessStep[],
  datum: number,
): readonly number[] {
  const subjects: number[] = [];
  let subject = datum;
  for (let i = way.length - 1; i >= 0; i--) {
    subjects.unshift(subject);
    const { kind, datum: made } = way[i];
    if (kind !== 'produce' || i === 0) continue;
    const before = row(model.data.contents, way[i - 1].datum);
    subject = row(model.data.derivedFrom, made).find((source) => before.includes(source)) ?? way[i - 1].datum;
  }
  return subjects;
}

function stepOf(asked: Asked, { kind, flow, system, datum }: WitnessStep, subject: number): Step {
  return kind === 'flow'
    ? flowStep(asked, flow, datum, subject, !isDoubtful(asked, flow, datum))
    : madeStep(asked, kind, system, datum, subject);
}

function flowStep(asked: Asked, flow: number, carried: number, subject: number, certain: boolean): Step {
  const { facts } = asked;
  const { flows, systems } = facts.model;
  const isView = flows.mode[flow] === Mode.view;
  const { channel, by } = flows.entry.at(flow);
  return {
    kind: isView ? 'view' : 'flow',
    flow: flows.ids[flow],
    from: systems.ids[flows.source[flow]],
    ...atSystem(asked, flows.target[flow], carried, subject),
    certain,
    ...purposeOf(flows.entry.at(flow)),
    ...(channel !== undefined && { channel }),
    ...(by !== undefined && { by }),
    days: daysOf(flows, flow),
    ended: !isActive(flows, flow, facts.at),
    present: isView || preferenceOf(asked, subject, flows.target[flow]) !== undefined,
    ...judged(permissionsAt(asked, flows.target[flow], transferRequest(facts.model, flow, subject))),
    place: placeOf(asked, 'flows', flow),
  };
}

function madeStep(
  asked: Asked,
  kind: 'collect' | 'produce',
  system: number,
  made: number,
  subject: number,
): Step {
  const { facts } = asked;
  const { systems } = facts.model;
  const data = kind === 'collect' ? [subject] : sourcesOf(asked, system, made);
  const action = kind === 'collect' ? 'collect' : 'derive';
  return {
    kind,
    ...atSystem(asked, system, made, subject),
    certain: true,
    ...purposeOf(systems.entry.at(system)),
    days: daysOf(systems, system),
    ended: !isActive(systems, system, facts.at),
    present: preferenceOf(asked, subject, system) !== undefined,
    ...judged(
      data.flatMap((datum) => permissionsAt(asked, system, requestAt(facts.model, system, datum, action))),
    ),
    place: placeOf(asked, 'systems', system),
  };
}

function atSystem(
  { facts }: Asked,
  system: number,
  made: number,
  subject: number,
): Pick<Step, 'system' | 'zone' | 'keepers' | 'data' | 'subject'> {
  const { systems, data } = facts.model;
  return {
    system: systems.ids[system],
    zone: zoneOf(facts, system),
    keepers: keepersOf(facts, system),
    data: data.ids[made],
    subject: data.ids[subject],
  };
}

function purposeOf({ purpose }: { readonly purpose?: string }): Pick<Step, 'purpose'> {
  return purpose === undefined ? {} : { purpose };
}

function judged(permissions: readonly Permission[]): Pick<Step, 'authorized' | 'permissions'> {
  return { authorized: authorizedBy(permissions), permissions };
}

function isInside({ facts }: Asked, datum: number, container: number): boolean {
  return row(facts.model.data.contents, container).includes(datum);
}

/** What a production was made from: as judged; where no certain copy of it is left, whatever may have been there. */
function sourcesOf({ facts }: Asked, system: number, product: number): readonly number[] {
  const { productions, model, copies, ground } = facts;
  const known = productions.system.findIndex(
    (each, i) => each === system && productions.datum[i] === product,
  );
  if (known >= 0) return productions.sources[known];
  return [...row(model.data.derivedFrom, product)].filter(
    (source) => heldDays(copies[3], ground, system, source) !== NO_DAYS,
  );
}

/** Collections and productions on the system itself, of the datum or of something around it. */
function madeHere(asked: Asked, datum: number, system: number): readonly Step[] {
  const { collections, productions } = asked.facts;
  const isCollected = collections.system.some((each, i) => each === system && collections.datum[i] === datum);
  const made = [...productions.system.keys()].filter(
    (i) => productions.system[i] === system && isInside(asked, datum, productions.datum[i]),
  );
  return [
    ...(isCollected ? [madeStep(asked, 'collect', system, datum, datum)] : []),
    ...made.map((i) => madeStep(asked, 'produce', system, productions.datum[i], datum)),
  ];
}

function transfersTo(
  { facts: { transfers, model } }: Asked,
  datum: number,
  system: number,
): readonly { readonly flow: number; readonly certain: boolean }[] {
  return [...transfers.flow.keys()]
    .filter((i) => transfers.datum[i] === datum && model.flows.target[transfers.flow[i]] === system)
    .map((i) => ({ flow: transfers.flow[i], certain: transfers.certain[i] === 1 }));
}

/** Flows whose payload is open: those of the way, and those that may have brought it to the system itself. */
function doubtsOf(
  asked: Asked,
  datum: number,
  system: number,
  way: readonly WitnessStep[],
): readonly Doubt[] {
  const { flows } = asked.facts.model;
  const onTheWay = way.flatMap(({ kind, flow, datum: carried }) =>
    kind === 'flow' && isDoubtful(asked, flow, carried) ? [flow] : [],
  );
  const arriving = transfersTo(asked, datum, system).flatMap(({ flow, certain }) =>
    !certain && isDoubtful(asked, flow, datum) ? [flow] : [],
  );
  return [...new Set([...onTheWay, ...arriving])]
    .sort((a, b) => a - b)
    .map((flow) => ({
      flow: flows.ids[flow],
      field: `flows.${flows.ids[flow]}.data`,
      place: placeOf(asked, 'flows', flow),
    }));
}

/** Is it uncertain that a flow carries a datum that lies at its source? */
function isDoubtful({ facts: { model, ground } }: Asked, flow: number, datum: number): boolean {
  const payload = model.flows.payload[flow];
  if (payload === Payload.opaque) return true;
  return payload === Payload.categories && ground.steps.match(flow, datum) === Match.may;
}
