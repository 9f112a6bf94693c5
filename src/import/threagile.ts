/** Threagile models (https://threagile.io) as a manifest. */
import type { DraftEntry } from './draft.ts';
import { idsFor } from './ids.ts';
import { includedPath } from './includes.ts';
import type { Import, Importer, Source } from './importer.ts';
import type { Names } from './names.ts';
import type { Node } from './node.ts';
import { reportOtherFormat } from './read.ts';
import { reportIn, type Report } from './reporting.ts';
import { isNothing } from './schema.ts';
import { tally } from './summary.ts';
import { innermost } from './threagile/boundaries.ts';
import { dataIds, dataOf } from './threagile/data.ts';
import { carriedIn, flowsOf } from './threagile/flows.ts';
import { modelIn } from './threagile/merging.ts';
import type { Boundary, Model } from './threagile/model.ts';
import { notesOn, runtimeAccess } from './threagile/notes.ts';
import { partiesOf } from './threagile/parties.ts';
import { includesOf } from './threagile/reading.ts';
import { followReferences, type References } from './threagile/references.ts';
import { summaryOf } from './threagile/summary.ts';
import { collectedAt, systemsOf } from './threagile/systems.ts';
import { TOP_FIELDS } from './threagile/words.ts';
import { zonesOf } from './threagile/zones.ts';
import { unnamedParties } from './unnamed.ts';

/** Threagile models; several files are one model, whether or not they include each other. */
export const threagile: Importer = {
  name: 'threagile',
  title: 'Threagile',
  syntax: 'yaml',
  includes: includesOf,
  import: (sources, names) => written(linked(sources), sources, names),
};

interface Linked {
  readonly model: Model;
  readonly references: References;
  readonly around: ReadonlyMap<string, Boundary>;
}

function linked(sources: readonly Source[]): Linked {
  const report = reportIn(sources);
  const model = modelIn(sources, report, tally());
  const references = followReferences(model, report);
  const isWhole = model.assets.length + model.dataAssets.length > 0 && references.areComplete;
  if (!isWhole) reportMissing(model, report);
  reportOthers(sources, model);
  // Where references lead nowhere, what is nested in what is not known.
  const around = references.areComplete ? innermost(model, references, report) : new Map<string, Boundary>();
  return { model, references, around };
}

/** Files that are included and were not given, where what is missing may stand in them. */
function reportMissing({ missing }: Model, report: Report): void {
  for (const [path, { origin }] of missing) report('include-not-given', origin, { path });
}

/** The files that no other one includes. */
function namesOf(sources: readonly Source[]): string {
  const included = new Set(
    sources.flatMap((source) => includesOf(source).map((path) => includedPath(source.path, path))),
  );
  const main = sources.map(({ path }) => path).filter((path) => !included.has(path));
  const more = sources.length - main.length;
  return `${main.join(', ')}${more === 0 ? '' : ` with ${more} included ${more === 1 ? 'file' : 'files'}`}`;
}

const MAIN_SECTIONS = 'technical_assets and data_assets';

/** Files in which nothing is Threagile's, or the first one where none has anything to import. */
function reportOthers(sources: readonly Source[], { assets, dataAssets, missing }: Model): void {
  const isEmpty = assets.length + dataAssets.length === 0 && missing.size === 0;
  for (const [at, source] of sources.entries()) {
    const what = otherThing(source.roots.at(0)) ?? (isEmpty && at === 0 ? lack(source) : undefined);
    if (what === undefined) continue;
    const remedy = `Name the file that holds ${MAIN_SECTIONS}.`;
    reportOtherFormat(source, { format: 'Threagile', what, remedy });
  }
}

/** What a file is that has fields, and none of Threagile. */
function otherThing(root: Node | undefined): string | undefined {
  if (root?.kind !== 'map' || [...root.fields.keys()].some((name) => TOP_FIELDS.has(name))) return undefined;
  return root.fields.size === 0 ? undefined : 'it has none of its fields';
}

/** What a file lacks; nothing where what it has is wrong, which has been told. */
function lack({ roots: [root] }: Source): string | undefined {
  if (root === undefined || (root.kind !== 'map' && isNothing(root))) return 'the file is empty';
  if (root.kind !== 'map') return undefined;
  const hasEntries = ['technical_assets', 'data_assets'].some((name) => {
    const field = root.fields.get(name);
    return field !== undefined && !isNothing(field.value);
  });
  return hasEntries ? undefined : `it has nothing in ${MAIN_SECTIONS}`;
}

function written({ model, references, around }: Linked, sources: readonly Source[], names: Names): Import {
  const parties = partiesOf(model, names);
  const zones = zonesOf(model, around, parties, names);
  const carried = carriedIn(model, references);
  const collected = collectedAt(model, references, carried, parties);
  const data = dataIds(model, names);
  const systems = idsFor(
    model.assets.map(({ id }) => [id, id] as const),
    'system',
  );
  const ids = { systems, data: new Map([...data].map(([name, { id }]) => [name, id])) };
  const sets = dataOf(model, data, parties, names);
  const runtimes = runtimeAccess(model, references, systems, names);
  const unnamed = unnamedParties(zones.entries, sets);
  const notes = notesOn(model, references);
  const draft = {
    parties: eachOnce([...parties.named, ...runtimes.parties, ...unnamed]),
    zones: zones.entries,
    data: sets,
    systems: systemsOf(model, { ids, zones, parties, collected, notes }),
    flows: flowsOf(carried, ids),
    access: runtimes.entries,
    head: headOf(model, sources),
  };
  const course = { model, draft, zones, parties, carried, collected };
  return { draft, summary: summaryOf({ ...course, unnamed: unnamed.length, openRuntimes: runtimes.open }) };
}

function eachOnce<T>(entries: readonly DraftEntry<T>[]): DraftEntry<T>[] {
  const first = new Map<string, DraftEntry<T>>();
  for (const entry of entries) if (!first.has(entry.id)) first.set(entry.id, entry);
  return [...first.values()];
}

function headOf({ title, date, missing }: Model, sources: readonly Source[]): string[] {
  const named = [title, date].filter((part) => part !== undefined).join(', ');
  const files = namesOf(sources);
  return [
    `From the Threagile model ${files}${named === '' ? '' : ` (${named})`}, by flowdown import threagile.`,
    'What is not in a model is not here: permissions, contracts, and the days on which anything holds.',
    ...(missing.size === 0 ? [] : [`Included and not given: ${[...missing.keys()].join(', ')}.`]),
  ];
}
