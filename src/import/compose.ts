/** Compose files (https://github.com/compose-spec/compose-spec) as a manifest. */
import { problemList } from '../manifest/problem.ts';
import { composeFile, namedFiles } from './compose/file.ts';
import { landscapeOf } from './compose/landscape.ts';
import { projectsOf } from './compose/projects.ts';
import { TAGS } from './compose/resets.ts';
import { summaryOf } from './compose/summary.ts';
import { isVariables } from './compose/values.ts';
import { draftOf } from './deployed/draft.ts';
import type { Import, Importer, Source } from './importer.ts';
import type { Names } from './names.ts';
import { reportOtherFormat } from './read.ts';
import { tally } from './summary.ts';

/** Compose files with the files of variables that they use. Files of one folder are one project, as compose merges them. */
export const compose: Importer = {
  name: 'compose',
  title: 'compose',
  syntax: 'yaml',
  tags: TAGS,
  syntaxOf: (path) => (isVariables(path) ? 'text' : 'yaml'),
  includes: (source) => {
    if (isVariables(source.path)) return [];
    // Its problems are told where it is imported.
    const file = composeFile({ ...source, problems: problemList(source.path) }, tally());
    return file === undefined ? [] : namedFiles(file);
  },
  import: importFiles,
};

function importFiles(sources: readonly Source[], names: Names): Import {
  const left = tally();
  const read = sources.filter(({ path }) => !isVariables(path));
  const files = read.flatMap((source) => composeFile(source, left) ?? []);
  if (read.length === 0) refuse(sources[0]);
  const projects = projectsOf(files, sources);
  const parts = landscapeOf(projects);
  const draft = { ...draftOf(parts.landscape, names), head: headOf(read) };
  return { draft, summary: summaryOf({ projects, parts, draft, left }) };
}

function refuse(source: Source): void {
  const what = 'it holds variables';
  reportOtherFormat(source, { format: 'compose', what, remedy: 'Name the compose file that uses them.' });
}

function headOf(sources: readonly Source[]): string[] {
  const paths = sources.map(({ path }) => path).join(', ');
  return [
    `From ${sources.length === 1 ? 'the compose file' : 'the compose files'} ${paths}, by flowdown import compose.`,
    'What is not in it is not here: what flows carry, whose data it is, permissions, contracts, days.',
  ];
}
