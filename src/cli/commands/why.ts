import { numberOf } from '../../answers/scope.ts';
import { whyHeld } from '../../answers/why.ts';
import { answered, askedOf, dayAsked, orTrouble, type Asking, type QuestionArguments } from '../one.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Tells why a datum is on a system, and who permitted it. Throws UsageError. */
export function runWhy(
  { data, system }: { readonly data: string; readonly system: string },
  found: readonly Found[],
  options: QuestionArguments,
  asking: Asking,
): Promise<Outcome> {
  return answered('why', found, options, asking, (workspace, prefix) => {
    const { model } = workspace;
    const datum = orTrouble(numberOf(model.data, data, 'data set'));
    const place = orTrouble(numberOf(model.systems, system, 'system'));
    const value = whyHeld(askedOf(workspace, dayAsked(options, workspace, asking)), datum, place);
    return {
      value,
      text: async () => {
        const { whyText } = await import('../../report/why.ts');
        return whyText(value, { prefix, paint: asking.paint });
      },
    };
  });
}
