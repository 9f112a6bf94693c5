/** Data contracts (ODCS) as a manifest: data, the servers that it is on, and how long it is kept. */
import type { Import, Importer, Source } from './importer.ts';
import { documentsIn, hasField, textAt } from './named/documents.ts';
import { reportTwice } from './named/entries.ts';
import type { Names } from './names.ts';
import { contract, type Contract } from './odcs/contract.ts';
import { keyOf, partsOf } from './odcs/entries.ts';
import { reportOtherFormat } from './read.ts';
import { readRoot } from './schema.ts';
import { tally, type Tally } from './summary.ts';

/** Data contracts, one a document. */
export const odcs: Importer = {
  name: 'odcs',
  title: 'data contracts',
  syntax: 'yaml-documents',
  import: (sources, names) => {
    const left = tally();
    const contracts = sources.flatMap((source) => contractsOf(source, left));
    reportTwice(
      contracts.map((each) => ({
        key: keyOf(each),
        name: keyOf(each),
        origin: (each.id ?? each.uuid ?? each).origin,
      })),
      sources,
    );
    return imported(contracts, sources, names, left);
  },
};

const NO_CONTRACT = { format: 'ODCS', remedy: 'Name a file of kind: DataContract.' };

function contractsOf(source: Source, left: Tally): Contract[] {
  const documents = documentsIn(source);
  if (documents.length === 0) reportOtherFormat(source, { ...NO_CONTRACT, what: 'there is nothing in it' });
  return documents.flatMap((document) => {
    const kind = textAt(document, 'kind');
    const isOld = hasField(document, 'quantumName') || hasField(document, 'datasetName');
    if (kind === 'DataContract' || kind === 'virtualDataset' || isOld)
      return (
        readRoot(
          contract,
          document.node,
          { file: source.path, problems: source.problems, left },
          document.place,
        ) ?? []
      );
    const what = `${document.place || 'it'} is of another kind`;
    reportOtherFormat(source, { ...NO_CONTRACT, what }, document.node.span);
    return [];
  });
}

function imported(
  contracts: readonly Contract[],
  sources: readonly Source[],
  names: Names,
  left: Tally,
): Import {
  const parts = partsOf(contracts, names);
  const head = [
    `From the data contracts in ${sources.map(({ path }) => path).join(', ')}, by flowdown import odcs.`,
    'What is not in them is not here: who runs the servers, who gets the data, and whether anybody permits that.',
  ];
  const { data, systems, parties, zones } = parts;
  return {
    draft: { ...parts, head },
    summary: {
      mapped: [
        { from: 'contracts and tables', count: data.length, to: 'data sets', made: data.length },
        { from: 'servers', count: systems.length, to: 'systems', made: systems.length },
        { from: 'places of servers', count: zones.length, to: 'zones', made: zones.length },
        {
          from: 'teams',
          count: contracts.filter(({ team, tenant }) => team ?? tenant).length,
          to: 'parties',
          made: parties.length,
        },
      ],
      assumed: [
        `the team of a contract, else its tenant, owns the data: ${contracts.length}`,
        `the data of a contract comes into being on each of its servers: ${systems.length}`,
      ],
      open: [
        'zones: who runs the servers; until then their keeper is operator-not-stated',
        'data: categories that rules know, by classifications and tags in the mapping',
      ],
      dropped: left.finish((field) =>
        field.startsWith('roles')
          ? 'roles of a system, and not whose they are'
          : 'says nothing of where data is, or is not known',
      ),
    },
  };
}
