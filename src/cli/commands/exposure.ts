import { exposureAt } from '../../answers/exposure.ts';
import { scopeOf } from '../../answers/scope.ts';
import { answered, askedOf, dayAsked, orTrouble, type Asking, type QuestionArguments } from '../one.ts';
import { DAY_SECONDS } from '../days.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Tells what would be lost if a zone, a system or a party fell. Throws UsageError. */
export function runExposure(
  scope: string,
  found: readonly Found[],
  options: QuestionArguments,
  asking: Asking,
): Promise<Outcome> {
  return answered('exposure', found, options, asking, (workspace, prefix) => {
    const wanted = orTrouble(scopeOf(workspace.model, scope));
    const at = dayAsked(options, workspace, asking);
    const value = exposureAt(askedOf(workspace, at), wanted, at * DAY_SECONDS);
    return {
      value,
      text: async () => {
        const { exposureText } = await import('../../report/exposure.ts');
        return exposureText(value, { prefix, paint: asking.paint });
      },
    };
  });
}
