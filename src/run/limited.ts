/** The result of a check -> what of it one party may see, or is about one contract. */
import { factsOf } from '../analysis/facts.ts';
import { aboutContract } from '../findings/contract-limit.ts';
import { exposedBy } from '../findings/custody.ts';
import { resultFor, resultOf, type Regrouping } from '../findings/limited.ts';
import type { CheckResult, LimitedTo } from '../findings/result.ts';
import { viewOf } from '../findings/view.ts';
import type { Workspace } from './workspace.ts';

/** Limits a result of a workspace, made at a day, to what it is asked for; whoever is named there is declared. */
export function limitedResult(
  { model, config }: Workspace,
  result: CheckResult,
  at: number,
  limits: LimitedTo,
): CheckResult {
  const regrouping: Regrouping = {
    failOn: config.failOn ?? 'error',
    exposedBy: (data) => exposedBy(model, data.map(model.data.indexOf)),
  };
  const { party, contract } = limits;
  let limited: CheckResult = { ...result, limitedTo: limits };
  if (contract !== undefined) {
    limited = resultOf(limited, aboutContract(model, model.contracts.indexOf(contract)), regrouping);
  }
  if (party !== undefined) {
    limited = resultFor(limited, viewOf(factsOf(model, at), model.parties.indexOf(party)), regrouping);
  }
  return { ...limited, notes: [...limitNotes(limits), ...limited.notes] };
}

function limitNotes({ party, contract }: LimitedTo): readonly string[] {
  return [
    ...(party === undefined ? [] : [`this is limited to what concerns ${party}; others are not named`]),
    ...(contract === undefined ? [] : [`this is limited to what is about contract ${contract}`]),
  ];
}
