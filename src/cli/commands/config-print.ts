import type { Paint } from '../../report/layout.ts';
import { settingsText } from '../../report/settings.ts';
import { effectiveSettings } from '../../run/effective.ts';
import { Exit, UsageError } from '../exit.ts';
import { answerJson } from '../one.ts';
import { settingsAt } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Prints what a workspace goes by. Throws UsageError. */
export async function runConfigPrint(
  path: string,
  format: string,
  paint: Paint,
  workingFolder: string,
): Promise<Outcome> {
  if (format !== 'text' && format !== 'json') {
    throw new UsageError(`there is no format ${format}; the formats of config print are text and json`);
  }
  const { prefix, settings, hasFile } = settingsAt(path, workingFolder);
  const { layers, rules, problems, textOf } = settings;
  if (rules === undefined) {
    const { problemsText } = await import('../../report/problems.ts');
    const error = problemsText(problems, { prefix, paint, textOf }, 'nothing was printed');
    return { out: '', error, exit: Exit.unreadable };
  }
  const value = effectiveSettings(layers, rules, hasFile);
  const out = format === 'json' ? answerJson(value, prefix) : settingsText(value, { prefix, paint });
  return { out, exit: Exit.clean };
}
