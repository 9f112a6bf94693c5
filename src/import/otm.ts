/** Open Threat Models (https://github.com/iriusrisk/OpenThreatModel), versions 0.1 and 0.2, as a manifest. */
import type { Import, Importer, Source } from './importer.ts';
import type { Names } from './names.ts';
import { collectedAt, dataOf, idsIn, partiesOf, systemsOf, zonesOf } from './otm/entries.ts';
import { carriedIn, flowsOf } from './otm/flows.ts';
import { modelIn, type Model } from './otm/linked.ts';
import { summaryOf } from './otm/summary.ts';
import { reportOtherFormat } from './read.ts';
import { reportIn } from './reporting.ts';
import { tally } from './summary.ts';
import { unnamedParties } from './unnamed.ts';

/** Open Threat Models, in YAML or JSON; several files are one model. */
export const otm: Importer = {
  name: 'otm',
  title: 'OTM',
  syntax: 'yaml',
  import(sources, names) {
    const own = sources.filter((source) => isOwn(source));
    return written(modelIn(own, reportIn(sources), tally()), sources, names);
  },
};

const VERSION = /^0\.[12](?:\.\d+)?$/;

/** Is a file an Open Threat Model of a version that is known? What else it is, is told. */
function isOwn(source: Source): boolean {
  const root = source.roots.at(0);
  const version = root?.kind === 'map' ? root.fields.get('otmVersion')?.value : undefined;
  const stated = version?.kind === 'scalar' ? (version.text ?? '').trim() : '';
  if (VERSION.test(stated)) return true;
  const what = stated === '' ? 'it has no otmVersion' : `its otmVersion is ${JSON.stringify(stated)}`;
  const remedy = 'Name a file that states otmVersion 0.1 or 0.2.';
  reportOtherFormat(source, { format: 'OTM', what, remedy }, version?.span);
  return false;
}

function written(model: Model, sources: readonly Source[], names: Names): Import {
  const carried = carriedIn(model);
  const ends = carried.flatMap(({ from, to }) => [from, to]).filter((end) => !('stored' in end));
  const ids = idsIn(model, [...model.components, ...new Set(ends)], names);
  const collected = collectedAt(
    model,
    ids,
    carried.map(({ from, to, assets }) => ({
      from: ids.systems.get(from) ?? '',
      to: ids.systems.get(to) ?? '',
      data: assets,
    })),
  );
  const zones = zonesOf(model, ids);
  const data = dataOf(model, ids, names);
  const unnamed = unnamedParties(zones, data);
  const draft = {
    parties: [...partiesOf(model, ids), ...unnamed],
    zones,
    data,
    systems: systemsOf(model, ids, collected),
    flows: flowsOf(carried, ids),
    head: headOf(model, sources),
  };
  return { draft, summary: summaryOf({ model, draft, carried, collected, unnamed: unnamed.length }) };
}

function headOf({ parts }: Model, sources: readonly Source[]): string[] {
  const files = sources.map(({ path }) => path).join(', ');
  const titles = parts.map(({ title }) => title).filter((title) => title !== '');
  return [
    `From the Open Threat Model ${files}${titles.length === 0 ? '' : ` (${titles.join(', ')})`}, by flowdown import otm.`,
    'What is not in a model is not here: permissions, contracts, access, and the days on which anything holds.',
  ];
}
