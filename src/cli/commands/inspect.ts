import { factsOf } from '../../analysis/facts.ts';
import { inspectFacts } from '../../analysis/inspect.ts';
import { stepName } from '../../analysis/witness.ts';
import { numberOf } from '../../answers/scope.ts';
import type { Paint } from '../../report/layout.ts';
import type { Workspace } from '../../run/workspace.ts';
import { atOf } from '../days.ts';
import { Exit, UsageError } from '../exit.ts';
import { jsonText } from '../../report/json-text.ts';
import { openingOf, orTrouble } from '../one.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Options of `inspect`, as they were typed. */
export interface InspectArguments {
  readonly at?: string;
  readonly format: string;
  readonly witness?: string;
}

/** Prints the facts of one workspace, or the way of a datum to a system. */
export async function runInspect(
  found: readonly Found[],
  { at, format, witness }: InspectArguments,
  today: number,
  paint: Paint,
): Promise<Outcome> {
  if (format !== 'json') throw new UsageError(`there is no format ${format}; inspect prints json`);
  const opening = await openingOf('inspect', found, paint);
  if ('outcome' in opening) return opening.outcome;
  const { workspace } = opening;
  const day = atOf(at, workspace.config.at, today);
  const out =
    witness === undefined ? inspectFacts(factsOf(workspace.model, day)) : wayOf(witness, workspace, day);
  return { out: jsonText(out), exit: Exit.clean };
}

/** Steps of a witness; none where the datum is not held there. */
function wayOf(asked: string, { model }: Workspace, at: number): object {
  const [data, system, ...rest] = asked.split('@');
  if (system === undefined || rest.length > 0) {
    throw new UsageError(`--witness wants <data>@<system>, not ${asked}`);
  }
  const datum = orTrouble(numberOf(model.data, data, 'data set'));
  const place = orTrouble(numberOf(model.systems, system, 'system'));
  const { witnesses } = factsOf(model, at);
  const steps = witnesses.of(datum, place)?.map((step) => stepName(step, model));
  return { data, system, held: steps !== undefined, steps: steps ?? [] };
}
