import { factsOf } from '../../analysis/facts.ts';
import { waiversAnswer } from '../../answers/waivers.ts';
import { checkWorkspace } from '../../run/check.ts';
import { answered, dayAsked, type Asking, type QuestionArguments } from '../one.ts';
import type { Outcome } from '../outcome.ts';
import type { Found } from '../workspaces.ts';

/** Lists the waivers of one workspace, with what each hides. Throws UsageError. */
export function runWaivers(
  found: readonly Found[],
  options: QuestionArguments,
  asking: Asking,
): Promise<Outcome> {
  return answered('waivers', found, options, asking, (workspace, prefix) => {
    const at = dayAsked(options, workspace, asking);
    const { findings } = checkWorkspace(workspace, { at });
    const value = waiversAnswer(factsOf(workspace.model, at), workspace.documents, findings);
    return {
      value,
      text: async () => {
        const { waiversText } = await import('../../report/waivers.ts');
        return waiversText(value, { prefix, paint: asking.paint });
      },
    };
  });
}
