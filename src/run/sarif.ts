/** Checked workspaces -> one SARIF log. */
import { homepage, version } from '../generated/version.js';
import type { CheckResult } from '../findings/result.ts';
import { sarifLog, type SarifInput } from '../report/sarif.ts';
import { CONFIG_FILE } from './select.ts';
import type { Opened } from './workspace.ts';

/** A workspace with the result of its check, if it could be opened. */
export interface CheckedWorkspace {
  readonly prefix: string;
  readonly opened: Opened;
  readonly result?: CheckResult;
}

/** The SARIF of some workspaces, with at most `limit` findings. */
export function sarifOf(checked: readonly CheckedWorkspace[], limit?: number): object {
  return sarifLog(checked.map(inputOf), { version, homepage, limit });
}

function inputOf({ prefix, opened, result }: CheckedWorkspace): SarifInput {
  const { workspace, problems, textOf } = opened;
  const first = workspace?.documents[0]?.path;
  // A workspace without a configuration is stood for by its first manifest.
  const home = first === undefined || textOf(CONFIG_FILE) !== undefined ? CONFIG_FILE : first;
  return { prefix, home, result, rules: workspace?.rules.rules ?? [], problems, textOf };
}
