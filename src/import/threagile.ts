/** A Threagile model (https://threagile.io) as a manifest: text in; text, summary and problems out. */
import { compareProblems, problemList, type Problem, type ProblemList } from '../manifest/problem.ts';
import { decode } from '../manifest/text.ts';
import { readForeignYaml } from '../manifest/yaml.ts';
import type { ProblemCode } from '../manifest/messages.ts';
import { idsFor } from './ids.ts';
import { nodeSink, type MapNode, type Node } from './node.ts';
import { originsIn } from './origin-notes.ts';
import { isNothing } from './shape.ts';
import type { ImportSummary } from './summary.ts';
import { manifestText, type Draft } from './write.ts';
import { innermost } from './threagile/boundaries.ts';
import { carriedIn, flowsOf } from './threagile/flows.ts';
import { modelOf, type Boundary, type Model } from './threagile/model.ts';
import { partiesOf } from './threagile/parties.ts';
import { followReferences, type References } from './threagile/references.ts';
import { summaryOf } from './threagile/summary.ts';
import { collectedAt, dataOf, systemsOf } from './threagile/systems.ts';
import { zonesOf } from './threagile/zones.ts';

/** What came of an import. `text` is that of the model, where it could be decoded, so that problems can show their line. */
export interface Imported {
  /** INVARIANT: there are a manifest and a summary exactly when there are no problems. */
  readonly manifest?: string;
  readonly summary?: ImportSummary;
  readonly problems: readonly Problem[];
  readonly text?: string;
}

/** Imports a model; `path` is how its file is called in problems and comments. Never throws. */
export function importThreagile({
  path,
  bytes,
}: {
  readonly path: string;
  readonly bytes: Uint8Array;
}): Imported {
  const decoded = decode(bytes, path);
  const { text } = decoded;
  if (text === undefined || decoded.problems.length > 0) return { problems: decoded.problems, text };
  const sink = nodeSink();
  const problems = readForeignYaml(text, path, sink).map(emptyIsNoModel);
  const root = sink.root();
  if (root === undefined || problems.some(hidesFields))
    return { problems: problems.sort(compareProblems), text };
  const list = problemList(path);
  const read = linked(root, path, list);
  const all = [...problems, ...list.finish()].sort(compareProblems);
  return all.length > 0 ? { problems: all, text } : { ...written(read, path, text), problems: [], text };
}

// After these some of the file has not been told, so that what is missing may be there.
const HIDING: ReadonlySet<ProblemCode> = new Set([
  'unreadable',
  'nesting',
  'unknown-anchor',
  'wrong-merge',
  'expansion',
]);

function hidesFields({ code }: Problem): boolean {
  return HIDING.has(code);
}

const NOT_A_MODEL = {
  format: 'Threagile',
  remedy: 'Name the file that holds technical_assets and data_assets.',
};

// The advice on an empty file is about manifests.
function emptyIsNoModel(problem: Problem): Problem {
  if (problem.code !== 'empty') return problem;
  return { ...problem, code: 'not-a-model', values: { ...NOT_A_MODEL, what: 'the file is empty' } };
}

interface Linked {
  readonly model: Model;
  readonly references: References;
  readonly around: ReadonlyMap<string, Boundary>;
}

const MAIN_SECTIONS = ['technical_assets', 'data_assets'];

function lacks({ fields }: MapNode, name: string): boolean {
  const field = fields.get(name);
  return field === undefined || isNothing(field.value);
}

function linked(root: Node, file: string, problems: ProblemList): Linked {
  const model = modelOf(root, problems);
  const references = followReferences(model, file, problems);
  if (model.includes.length > 0 && (model.assets.length === 0 || !references.areComplete)) {
    problems.add('not-a-model', model.includesSpan.start, model.includesSpan.end, {
      format: 'whole Threagile',
      what: `parts of it stand in other files (${model.includes.join(', ')}), which are not followed`,
      remedy: 'Put the parts into one file, and import that.',
    });
  } else if (root.kind === 'map' && MAIN_SECTIONS.every((name) => lacks(root, name))) {
    const what = `it has nothing in ${MAIN_SECTIONS.join(' and ')}`;
    problems.add('not-a-model', 0, 0, { ...NOT_A_MODEL, what });
  }
  // Where references lead nowhere, what is nested in what is not known.
  const around = references.areComplete
    ? innermost(model, references, problems)
    : new Map<string, Boundary>();
  return { model, references, around };
}

function written(
  { model, references, around }: Linked,
  file: string,
  text: string,
): { readonly manifest: string; readonly summary: ImportSummary } {
  const origins = originsIn(file, text);
  const parties = partiesOf(model, origins);
  const zones = zonesOf(model, around, parties, origins);
  const carried = carriedIn(model, references);
  const collected = collectedAt(model, references, carried, parties);
  const ids = {
    systems: idsFor(
      model.assets.map(({ id }) => [id, id] as const),
      'system',
    ),
    data: idsFor(
      model.dataAssets.map(({ id }) => [id, id] as const),
      'data',
    ),
  };
  const surroundings = { ids, zones, parties, collected, origins };
  const draft: Draft = {
    parties: parties.entries,
    zones: zones.entries,
    data: dataOf(model, surroundings),
    systems: systemsOf(model, references, surroundings),
    flows: flowsOf(carried, ids, origins),
  };
  return {
    manifest: manifestText(draft, headOf(model, file)),
    summary: summaryOf({ model, draft, zones, parties, carried, collected }),
  };
}

function headOf({ title, date, includes }: Model, file: string): string[] {
  const named = [title, date].filter((part) => part !== undefined).join(', ');
  return [
    `From the Threagile model ${file}${named === '' ? '' : ` (${named})`}, by flowdown import threagile.`,
    'What is not in a model is not here: permissions, contracts, access, and the days on which anything holds.',
    ...(includes.length === 0 ? [] : [`Not followed: ${includes.join(', ')}.`]),
  ];
}
