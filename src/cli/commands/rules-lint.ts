import { absolutePath, kindOf } from '../../io/files.ts';
import type { Paint } from '../../report/layout.ts';
import { counted } from '../../rules/language/wording.ts';
import { Exit, UsageError } from '../exit.ts';
import { packIn } from '../packs.ts';
import type { Outcome } from './check.ts';

/** Tells what is wrong with the files of a pack. Throws UsageError. */
export async function runRulesLint(typed: string, workingFolder: string, paint: Paint): Promise<Outcome> {
  const folder = absolutePath(workingFolder, typed);
  if (kindOf(folder) !== 'folder') throw new UsageError(`there is no folder ${typed}`);
  const { pack, problems, textOf } = packIn(folder, workingFolder);
  if (pack === undefined) {
    const { problemsText } = await import('../../report/problems.ts');
    return { out: problemsText(problems, { paint, textOf }, 'the pack is not sound'), exit: Exit.unreadable };
  }
  if (pack.rules.length === 0) return { out: `${pack.pack}: there is no rule in it\n`, exit: Exit.nothing };
  const sound = `${counted(pack.rules.length, 'rule')} ${pack.rules.length === 1 ? 'is' : 'are'} sound`;
  return { out: `${pack.pack}: ${sound}\n`, exit: Exit.clean };
}
