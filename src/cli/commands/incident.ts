import { incidentAt } from '../../answers/incident.ts';
import { scopeOf } from '../../answers/scope.ts';
import { answered, askedOf, dayAsked, orTrouble, type Asking, type QuestionArguments } from '../one.ts';
import { DAY_SECONDS, momentOf } from '../days.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Options of `incident`, as they were typed. */
export interface IncidentArguments extends QuestionArguments {
  readonly discovered?: string;
}

/** Tells what to do about an incident, in the order of time. Throws UsageError. */
export function runIncident(
  scope: string,
  found: readonly Found[],
  options: IncidentArguments,
  asking: Asking,
): Promise<Outcome> {
  return answered('incident', found, options, asking, (workspace, prefix) => {
    const wanted = orTrouble(scopeOf(workspace.model, scope));
    const typed = momentOf(options.discovered, '--discovered');
    // What is stated on the day of the discovery counts, unless another day is typed.
    const at =
      typed === undefined || options.at !== undefined
        ? dayAsked(options, workspace, asking)
        : Math.floor(typed / DAY_SECONDS);
    const value = incidentAt(askedOf(workspace, at), wanted, typed ?? at * DAY_SECONDS);
    return {
      value,
      text: async () => {
        const { incidentText } = await import('../../report/incident.ts');
        return incidentText(value, { prefix, paint: asking.paint });
      },
    };
  });
}
