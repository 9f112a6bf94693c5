/** OWASP Threat Dragon models (https://www.threatdragon.com), version 2, as a manifest. */
import type { Import, Importer, Source } from './importer.ts';
import type { Names } from './names.ts';
import type { Node } from './node.ts';
import { reportOtherFormat } from './read.ts';
import { reportIn } from './reporting.ts';
import { tally } from './summary.ts';
import { dataIn } from './threat-dragon/data.ts';
import { flowsOf, systemIds, systemsOf, zoneIds, zonesOf } from './threat-dragon/entries.ts';
import { modelIn, type Model } from './threat-dragon/linked.ts';
import { summaryOf } from './threat-dragon/summary.ts';
import { unnamedParties } from './unnamed.ts';

/** Threat Dragon models; the drawings of several files come into one manifest. */
export const threatDragon: Importer = {
  name: 'threat-dragon',
  title: 'Threat Dragon',
  syntax: 'json',
  import(sources, names) {
    const own = sources.filter((source) => isOwn(source));
    return written(modelIn(own, reportIn(sources), tally()), sources, names);
  },
};

/** Is a file a model of version 2? What else it is, is told. */
function isOwn(source: Source): boolean {
  const root = source.roots.at(0);
  const version = fieldOf(root, 'version');
  const stated = version?.kind === 'scalar' ? (version.text ?? '').trim() : '';
  const what = otherThing(root, stated);
  if (what === undefined) return true;
  const remedy = /version 1/.test(what)
    ? 'Open it in Threat Dragon 2 and save it there: that makes it a model of version 2.'
    : 'Name a file that Threat Dragon 2 has saved: it states a version 2 and has diagrams in detail.';
  reportOtherFormat(source, { format: 'Threat Dragon', what, remedy }, version?.span);
  return false;
}

function otherThing(root: Node | undefined, version: string): string | undefined {
  const detail = fieldOf(root, 'detail');
  const isOld = /^1(?:\.|$)/.test(version) && fieldOf(root, 'summary') !== undefined;
  if (isOld || (version === '' && hasOldDiagrams(detail))) return 'it is of version 1';
  if (version === '') return 'it has no version';
  if (!/^2(?:\.|$)/.test(version)) return `its version is ${JSON.stringify(version)}`;
  return detail === undefined ? 'it has no detail' : undefined;
}

/** Version 1 had its cells one level deeper. */
function hasOldDiagrams(detail: Node | undefined): boolean {
  const diagrams = fieldOf(detail, 'diagrams');
  return (
    diagrams?.kind === 'list' && diagrams.items.some((each) => fieldOf(each, 'diagramJson') !== undefined)
  );
}

function fieldOf(node: Node | undefined, name: string): Node | undefined {
  return node?.kind === 'map' ? node.fields.get(name)?.value : undefined;
}

function written(model: Model, sources: readonly Source[], names: Names): Import {
  const systems = systemIds(model, names);
  const zoneNames = zoneIds(model, names);
  const data = dataIn(model, systems, names);
  const zones = zonesOf(model, zoneNames);
  const draft = {
    parties: unnamedParties(zones, data.entries),
    zones,
    data: data.entries,
    systems: systemsOf(model, systems, zoneNames, data),
    flows: flowsOf(model.links, systems, data),
    head: headOf(model, sources),
  };
  return { draft, summary: summaryOf(model, draft) };
}

function headOf({ parts }: Model, sources: readonly Source[]): string[] {
  const files = sources.map(({ path }) => path).join(', ');
  const titles = parts.map(({ title }) => title).filter((title) => title !== '');
  const named = titles.length === 0 ? '' : ` (${titles.join(', ')})`;
  return [
    `From the Threat Dragon model ${files}${named}, by flowdown import threat-dragon.`,
    'What is not in a model is not here: what flows carry, owners, permissions, contracts, access, and days.',
  ];
}
