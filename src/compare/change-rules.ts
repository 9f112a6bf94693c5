/** What is found in comparisons alone: the one table of these findings, as rules say it of others. */
import type { Severity } from '../rules/format.ts';

/** What stands behind a finding of a comparison, as a rule says it of others. */
export interface ChangeRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** What has to have happened, in plain words. */
  readonly when: string;
  readonly message: string;
  readonly rationale: string;
  readonly remedy: string;
  readonly references: readonly string[];
}

export const SYSTEM_GONE: ChangeRule = {
  id: 'change/system-gone-with-data',
  severity: 'error',
  title: 'A system that holds data is not left out of the manifests before it states a disposal',
  when: 'a system that held data is left out, and no disposal says that the data was destroyed',
  message:
    '{system}, in the custody of {keepers}, held {data}, owned by {owners}, and this change leaves it out. No disposal says that the data was destroyed.',
  rationale:
    'Data does not go away because nobody speaks of it any more. To leave out the system that holds it would make a copy disappear from every later check.',
  remedy:
    'put {system} back and state a disposal of {data} there; once that has been accepted, the system can be left out',
  references: ['NIST SP 800-53 MP-6 (media sanitization)', 'NIST SP 800-53 SR-12 (component disposal)'],
};

export const MANIFEST_EMPTIED: ChangeRule = {
  id: 'change/required-manifest-emptied',
  severity: 'error',
  title: 'The manifest of a required party is neither taken away nor emptied',
  when: 'a file that spoke for a required party is gone, states nothing any more, or does not speak for it any more, even where another file does',
  message: '{file}, which speaks for {party}, {became}. The manifest of {party} is required.',
  rationale:
    'What a required party has declared is what it is held to. A file that is moved, removed or emptied takes its statements, and what was found in them, out of sight.',
  remedy:
    'put the statements of {party} back into {file}, or have the gate agree to the new place beforehand',
  references: ['NIST SP 800-161 SR-2 (supply chain risk management plan)'],
};

export const COPY_GONE: ChangeRule = {
  id: 'change/copy-gone-without-disposal',
  severity: 'warning',
  title: 'A copy that has been made does not go away by being left out',
  when: 'a system is still there, and a copy that it held for certain is not, since the flow that brought it, or its data set, is left out and no disposal stated',
  message:
    '{system}, in the custody of {keepers}, held {data}, owned by {owners}; by this change it does not, and no disposal says that the data was destroyed.',
  rationale:
    'What a flow has brought stays until it is disposed of. To take the flow out of the manifests, or the data set, would make the copy disappear from every later check.',
  remedy:
    'end the flow by a period, and state a disposal of {data} on {system}; if nothing was ever copied, say so to whoever accepts the change',
  references: ['NIST SP 800-53 MP-6 (media sanitization)'],
};

/** All of them, in order of their ids. */
export const CHANGE_RULES: readonly ChangeRule[] = [COPY_GONE, MANIFEST_EMPTIED, SYSTEM_GONE];
