import { absolutePath, kindOf } from '../../io/files.ts';
import { compareProblems } from '../../manifest/problem.ts';
import { DISK } from '../../io/tree.ts';
import type { Paint } from '../../report/layout.ts';
import { counted } from '../../rules/language/wording.ts';
import { Exit, UsageError } from '../exit.ts';
import { packReader } from '../packs.ts';
import type { Outcome } from '../outcome.ts';

/** Tells what is wrong with the files of a pack. Throws UsageError. */
export async function runRulesLint(typed: string, workingFolder: string, paint: Paint): Promise<Outcome> {
  const folder = absolutePath(workingFolder, typed);
  if (kindOf(folder) !== 'folder') throw new UsageError(`there is no folder ${typed}`);
  const reader = packReader(workingFolder, DISK);
  const { pack } = reader.readAt({ folder, real: folder });
  if (pack === undefined) {
    const { problemsText } = await import('../../report/problems.ts');
    const problems = [...reader.problems].sort(compareProblems);
    const options = { paint, textOf: reader.textOf };
    return { out: problemsText(problems, options, 'the pack is not sound'), exit: Exit.unreadable };
  }
  if (pack.rules.length === 0) return { out: `${pack.pack}: there is no rule in it\n`, exit: Exit.nothing };
  const sound = `${counted(pack.rules.length, 'rule')} ${pack.rules.length === 1 ? 'is' : 'are'} sound`;
  return { out: `${pack.pack}: ${sound}\n`, exit: Exit.clean };
}
