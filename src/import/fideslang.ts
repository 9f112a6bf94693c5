/** Fides resources (https://ethyca.github.io/fideslang) as a manifest: systems, datasets, and what moves between them. */
import { networkOf } from './fideslang/connections.ts';
import { dataOf, flowsOf, systemsOf, type Drawn } from './fideslang/entries.ts';
import { holdingsOf } from './fideslang/holdings.ts';
import { fidesFile, SECTIONS, type FidesFile } from './fideslang/model.ts';
import { partiesOf } from './fideslang/organizations.ts';
import { placesOf } from './fideslang/places.ts';
import { summaryOf } from './fideslang/summary.ts';
import type { Import, Importer, Source } from './importer.ts';
import { reportTwice, type Definition } from './named/entries.ts';
import { zonesFor } from './named/parties.ts';
import type { Names } from './names.ts';
import { reportOtherFormat } from './read.ts';
import { isNothing, readRoot } from './schema.ts';
import { tally, type Tally } from './summary.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from './unnamed.ts';

/** Fides resources of one organisation or several; systems and datasets can stand in files of their own. */
export const fideslang: Importer = {
  name: 'fideslang',
  title: 'Fides resources',
  syntax: 'yaml',
  import: (sources, names) => {
    const left = tally();
    const files = sources.flatMap((source) => fileOf(source, left) ?? []);
    reportTwice(files.flatMap(definitionsIn), sources);
    return imported(files, sources, names, left);
  },
};

function fileOf(source: Source, left: Tally): FidesFile | undefined {
  const [root] = source.roots;
  const isOurs = root?.kind === 'map' && [...root.fields.keys()].some((name) => SECTIONS.has(name));
  if (isOurs) return readRoot(fidesFile, root, { file: source.path, problems: source.problems, left });
  const isEmpty = root === undefined || isNothing(root);
  reportOtherFormat(source, {
    format: 'Fides',
    what: isEmpty
      ? 'there is nothing in it'
      : 'it has no system, dataset, organization or other section of one',
    remedy: 'Name a file with a list of system or dataset resources.',
  });
  return undefined;
}

function definitionsIn({ organization = [], system = [], dataset = [] }: FidesFile): Definition[] {
  const sections = { organization, system, dataset };
  return Object.entries(sections).flatMap(([section, resources]) =>
    resources.map(({ fides_key: { text: name, origin } }) => ({ key: `${section} ${name}`, name, origin })),
  );
}

function imported(
  files: readonly FidesFile[],
  sources: readonly Source[],
  names: Names,
  left: Tally,
): Import {
  const network = networkOf(placesOf(files));
  const holdings = holdingsOf(network);
  const parties = partiesOf(files, network, names);
  const places = [...network.places.values()];
  const zones = zonesFor(places.map(({ keeper }) => parties.of(keeper?.name, NO_OPERATOR)));
  const drawn: Drawn = { network, holdings, parties, zones, names };
  const used = [
    ...places.map(({ keeper }) => parties.of(keeper?.name, NO_OPERATOR)),
    ...[...holdings.data.values()].map(({ organization }) => parties.of(organization, NO_DATA_OWNER)),
  ];
  const data = dataOf(drawn);
  const systems = systemsOf(drawn, data.ids);
  const draft = {
    parties: parties.entries(used),
    zones: zones.entries,
    data: data.entries,
    systems: systems.entries,
    flows: flowsOf(drawn, systems.ids, data.ids),
    head: [
      `From the Fides resources in ${sources.map(({ path }) => path).join(', ')}, by flowdown import fideslang.`,
      'What is not in them is not here: permissions, contracts, zones, and the days on which anything holds.',
    ],
  };
  return { draft, summary: summaryOf(drawn, draft, files, left) };
}
