import { canAsk, openDialogue } from '../../io/asking.ts';
import { absolutePath, folderOf, joinPath, kindOf, listFolder, shownPath } from '../../io/files.ts';
import { DISK, nearestWith } from '../../io/tree.ts';
import { escapeText } from '../../manifest/escape.ts';
import { starterConfig, starterManifest } from '../../manifest/starter.ts';
import { joined } from '../../model/names.ts';
import { builtInTaxonomy } from '../../rules/built-in.ts';
import { CONFIG_FILE, selectManifests } from '../../run/select.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome } from '../outcome.ts';
import { questionsFor, starterFrom, type Answers } from '../questionnaire.ts';
import { schemaFor } from '../schema-place.ts';

/** Options of `init`, as they were typed. */
export interface InitArguments {
  readonly yes?: boolean;
}

/** Writes a first workspace, asking what it is to be about. Throws UsageError. */
export async function runInit(
  typed: string,
  { yes = false }: InitArguments,
  { today, workingFolder }: { readonly today: number; readonly workingFolder: string },
): Promise<Outcome> {
  const folder = absolutePath(workingFolder, typed);
  refuseFolder(folder, typed);
  if (!yes && !canAsk()) {
    throw new UsageError(
      'init asks questions, and this is no terminal; init --yes writes an example instead',
    );
  }
  const starter = starterFrom(yes ? {} : await asked());
  const files = [
    { path: joinPath(folder, CONFIG_FILE), text: starterConfig(schemaFor(folder, 'config')) },
    {
      path: joinPath(folder, `${starter.organisation.id}.flow.yaml`),
      text: starterManifest(starter, today, schemaFor(folder, 'manifest')),
    },
  ];
  const written = files.map(({ path }) => `wrote ${escapeText(shownPath(path, workingFolder))}\n`);
  const check = `check ${escapeText(shownPath(folder, workingFolder))}`.trimEnd();
  return {
    out: `${written.join('')}next: flowdown ${check}\n`,
    folders: kindOf(folder) === 'missing' ? [folder] : [],
    files,
    exit: Exit.clean,
  };
}

/** Puts the questions until each has an answer that will do. Throws UsageError where nobody answers. */
async function asked(): Promise<Answers> {
  const dialogue = openDialogue();
  try {
    let answers: Answers = {};
    for (const question of questionsFor(Object.keys(builtInTaxonomy().categories))) {
      for (let trouble = ''; answers[question.of] === undefined;) {
        const line = await dialogue.ask(`${trouble}${question.words} [${question.example}]: `);
        if (line === undefined) throw new UsageError('there was no answer, and nothing was written');
        const answer = question.read(line.trim() === '' ? question.example : line.trim(), answers);
        if ('trouble' in answer) trouble = `${escapeText(answer.trouble)}\n`;
        else answers = { ...answers, [question.of]: answer.value };
      }
    }
    return answers;
  } finally {
    dialogue.close();
  }
}

/** What is there stays: a folder that is a workspace already, or lies in one, is left as it is. */
function refuseFolder(folder: string, typed: string): void {
  const kind = kindOf(folder);
  if (kind !== 'folder' && kind !== 'missing') throw new UsageError(`${typed} is not a folder`);
  if (kind === 'missing' && kindOf(folderOf(folder)) === 'missing') {
    throw new UsageError(`there is no folder in which ${typed} could be made`);
  }
  const around = nearestWith(DISK, folder, CONFIG_FILE);
  if (around === folder) throw new UsageError(`${CONFIG_FILE} is there already, and nothing was written`);
  if (around !== undefined) {
    throw new UsageError(`${typed} belongs to the workspace of ${joinPath(around, CONFIG_FILE)}`);
  }
  if (kind === 'missing') return;
  const { files, links, others } = listFolder(folder);
  const { manifests } = selectManifests([...files, ...links, ...others], {});
  if (manifests.length > 0) {
    const shown = [...manifests.slice(0, 5), ...(manifests.length > 5 ? ['more'] : [])];
    throw new UsageError(
      `${joined(shown)} ${manifests.length === 1 ? 'is' : 'are'} there already, and nothing was written`,
    );
  }
}
