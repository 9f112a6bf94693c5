import { factsOf } from '../../analysis/facts.ts';
import { inspectFacts } from '../../analysis/inspect.ts';
import { stepName } from '../../analysis/witness.ts';
import { nearest } from '../../manifest/nearest.ts';
import type { Names } from '../../model/names.ts';
import type { Paint } from '../../report/layout.ts';
import type { Workspace } from '../../run/workspace.ts';
import { atOf } from '../days.ts';
import { Exit, UsageError } from '../exit.ts';
import { jsonText } from '../json.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from './check.ts';

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
  if (found.length !== 1) {
    const folders = found.map(({ prefix }) => prefix || './').join(', ');
    throw new UsageError(`inspect looks at one workspace, and there are several: ${folders}`);
  }
  const [{ prefix, opened }] = found;
  const { workspace } = opened;
  if (workspace === undefined) {
    const { problemsText } = await import('../../report/problems.ts');
    return {
      out: '',
      error: problemsText(opened.problems, { prefix, paint, textOf: opened.textOf }),
      exit: Exit.unreadable,
    };
  }
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
  const datum = numberOf(model.data, data, 'data set');
  const place = numberOf(model.systems, system, 'system');
  const { witnesses } = factsOf(model, at);
  const steps = witnesses.of(datum, place)?.map((step) => stepName(step, model));
  return { data, system, held: steps !== undefined, steps: steps ?? [] };
}

function numberOf(names: Names, id: string, what: string): number {
  const found = names.indexOf(id);
  if (found >= 0) return found;
  const suggestion = nearest(id, names.ids);
  throw new UsageError(
    `there is no ${what} ${id}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`,
  );
}
