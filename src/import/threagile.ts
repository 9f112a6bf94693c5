/** A Threagile model (https://threagile.io) as a manifest. */
import type { ProblemList } from '../manifest/problem.ts';
import { idsFor } from './ids.ts';
import type { Import, Importer } from './importer.ts';
import type { MapNode, Node } from './node.ts';
import { isNothing } from './shape.ts';
import { innermost } from './threagile/boundaries.ts';
import { carriedIn, flowsOf } from './threagile/flows.ts';
import { originsIn } from './threagile/origins.ts';
import { modelOf, type Boundary, type Model } from './threagile/model.ts';
import { partiesOf } from './threagile/parties.ts';
import { followReferences, type References } from './threagile/references.ts';
import { summaryOf } from './threagile/summary.ts';
import { collectedAt, dataOf, systemsOf } from './threagile/systems.ts';
import { zonesOf } from './threagile/zones.ts';

/** Threagile models, each one whole. */
export const threagile: Importer = {
  name: 'threagile',
  title: 'Threagile',
  syntax: 'yaml',
  import: ([{ path, roots, problems }]) => written(linked(roots[0], path, problems), path),
};

const NOT_A_MODEL = {
  format: 'Threagile',
  remedy: 'Name the file that holds technical_assets and data_assets.',
};

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

function written({ model, references, around }: Linked, file: string): Import {
  const origins = originsIn(file);
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
  const draft = {
    parties: parties.entries,
    zones: zones.entries,
    data: dataOf(model, surroundings),
    systems: systemsOf(model, references, surroundings),
    flows: flowsOf(carried, ids, origins),
    head: headOf(model, file),
  };
  return { draft, summary: summaryOf({ model, draft, zones, parties, carried, collected }) };
}

function headOf({ title, date, includes }: Model, file: string): string[] {
  const named = [title, date].filter((part) => part !== undefined).join(', ');
  return [
    `From the Threagile model ${file}${named === '' ? '' : ` (${named})`}, by flowdown import threagile.`,
    'What is not in a model is not here: permissions, contracts, access, and the days on which anything holds.',
    ...(includes.length === 0 ? [] : [`Not followed: ${includes.join(', ')}.`]),
  ];
}
