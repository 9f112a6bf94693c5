/** The way of a datum, told for people: who had it where, and where the permission ended. */
import type { Closest, Factor } from '../analysis/authorization.ts';
import { TRUTH_NAMES } from '../analysis/truth.ts';
import { exposureOfData } from '../analysis/exposure.ts';
import type { Facts } from '../analysis/facts.ts';
import type { WitnessStep } from '../analysis/witness.ts';
import type { Authorization, Period } from '../manifest/format.ts';
import type { Model } from '../model/model.ts';
import { joined } from '../model/names.ts';
import { row } from '../model/rows.ts';
import { zoneName } from '../rules/kinds/words.ts';
import type { ClosestAuthorization, CustodyStep, Exposed } from './finding.ts';
import type { Places } from './places.ts';

/** Finds the verdict on a transfer by its flow and datum. */
export type TransferVerdicts = (flow: number, datum: number) => CustodyStep['authorized'];

/** Verdicts on transfers; they stand ordered by flow and datum. */
export function transferVerdicts({ transfers, model }: Facts): TransferVerdicts {
  const starts = new Int32Array(model.flows.ids.length + 1);
  for (const flow of transfers.flow) starts[flow + 1]++;
  for (let f = 0; f < model.flows.ids.length; f++) starts[f + 1] += starts[f];
  return (flow, datum) => {
    for (let i = starts[flow]; i < starts[flow + 1]; i++) {
      if (transfers.datum[i] === datum && transfers.certain[i] === 1)
        return TRUTH_NAMES[transfers.authorized[i]];
    }
    return undefined;
  };
}

/**
 * The shortest way of a datum to a system, with a last flow where the way ends with a given one. Of a consequence with a
 * very long way only the last step is told: the way there is that of the acts it follows from. So it is of any way that is
 * longer still: each would have to be walked from its beginning.
 */
export function custodyPath(
  facts: Facts,
  datum: number,
  { system, flow }: { readonly system: number; readonly flow: number },
  isConsequence: boolean,
  verdicts: TransferVerdicts,
  places: Places,
): readonly CustodyStep[] {
  const source = flow < 0 ? system : facts.model.flows.source[flow];
  const distance = facts.witnesses.distance(datum, source) ?? 0;
  if (distance > (isConsequence ? STEP_LIMIT : WALK_LIMIT)) {
    const step: WitnessStep = { kind: 'flow', flow, system, datum };
    return [{ ...custodyStep(facts, step, datum, verdicts, places), omitted: distance }];
  }
  const way = facts.witnesses.of(datum, source) ?? [];
  const last: WitnessStep[] = flow < 0 ? [] : [{ kind: 'flow', flow, system, datum }];
  return shortened([...way, ...last].map((step) => custodyStep(facts, step, datum, verdicts, places)));
}

/** Steps told of one way; `inspect --witness` prints all. Without a bound, a long chain costs its length squared. */
const STEP_LIMIT = 100;
const WALK_LIMIT = 1000;

function shortened(steps: CustodyStep[]): readonly CustodyStep[] {
  if (steps.length <= STEP_LIMIT) return steps;
  const half = STEP_LIMIT / 2;
  const omitted = steps.length - STEP_LIMIT;
  return [...steps.slice(0, half), { ...steps[half], omitted }, ...steps.slice(-half)];
}

function custodyStep(
  facts: Facts,
  step: WitnessStep,
  datum: number,
  verdicts: TransferVerdicts,
  places: Places,
): CustodyStep {
  const { flows, systems, data, parties } = facts.model;
  const isFlow = step.kind === 'flow';
  const authorized = isFlow ? verdicts(step.flow, datum) : undefined;
  const place = isFlow
    ? { file: flows.file[step.flow], path: ['flows', flows.ids[step.flow]] }
    : { file: systems.file[step.system], path: ['systems', systems.ids[step.system]] };
  return {
    step: isFlow ? flows.ids[step.flow] : step.kind,
    system: systems.ids[step.system],
    zone: zoneName(facts, step.system),
    keepers: [...row(systems.keepers, step.system)].map((keeper) => parties.ids[keeper]),
    data: data.ids[step.datum],
    ...(authorized && { authorized }),
    place: places.of(place),
  };
}

/** The sums of some data, as if they lay in one place. */
export function exposedBy(model: Model, data: Iterable<number>): Exposed {
  const { records, subjects, lowerBound } = exposureOfData(new Set(data), model);
  return { records, subjects, lowerBound };
}

/** The same of data by their names, by the first model that knows all of them. */
export function exposedIn(models: readonly Model[], data: readonly string[]): Exposed {
  const numbers = models.map((model) => data.map(model.data.indexOf));
  const knowing = numbers.findIndex((each) => each.every((datum) => datum >= 0));
  return exposedBy(models[knowing], numbers[knowing]);
}

/** The closest authorization, with names. */
export function closestNamed(
  { model }: Facts,
  closest: Closest,
  isOpen: boolean,
  places: Places,
): ClosestAuthorization {
  const { authorizations, parties } = model;
  const a = closest.authorization;
  return {
    owner: parties.ids[closest.owner],
    ...(closest.keeper >= 0 && { keeper: parties.ids[closest.keeper] }),
    failed: closest.failed,
    ...(isOpen && { isOpen }),
    ...(a >= 0 && {
      authorization: authorizations.ids[a],
      terms: Object.fromEntries(
        closest.failed.map((factor) => [factor, termOf(factor, authorizations.entry.at(a))]),
      ),
      place: places.of({ file: authorizations.file[a], path: ['authorizations', authorizations.ids[a]] }),
    }),
  };
}

/** What an authorization says on a factor, to set against what was asked. */
function termOf(factor: Factor, authorization: Authorization): string {
  const { by, to, data = [], categories = [], actions, purposes, zones, channels, period } = authorization;
  switch (factor) {
    case 'delegation':
      return `${by} has no right to pass on`;
    case 'grantee':
      return `it is given to ${to}`;
    case 'data':
      return `it covers ${joined([...data, ...categories])}`;
    case 'action':
      return `it permits to ${joined(actions)}`;
    case 'purpose':
      return `it is for ${joined(purposes ?? [])}`;
    case 'zone':
      return `it holds in ${joined(zones ?? [])}`;
    case 'channel':
      return `it permits ${joined(channels ?? [])}`;
    case 'period':
      return `it holds ${periodWords(period)}`;
    case 'custody':
    case 'none':
      return '';
    default:
      return factor satisfies never;
  }
}

function periodWords({ from, until }: Period = {}): string {
  return [
    ...(from === undefined ? [] : [`from ${from}`]),
    ...(until === undefined ? [] : [`until ${until}`]),
  ].join(' ');
}
