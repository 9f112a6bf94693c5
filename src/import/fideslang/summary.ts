/** What an import of Fides resources took for granted, and what is worth stating after it. */
import type { Draft } from '../draft.ts';
import type { ImportSummary, Tally } from '../summary.ts';
import type { Drawn } from './entries.ts';
import type { FidesFile } from './model.ts';
import { reasonOf } from './words.ts';

/** The summary of an import. */
export function summaryOf(
  drawn: Drawn,
  draft: Draft,
  files: readonly FidesFile[],
  left: Tally,
): ImportSummary {
  const places = [...drawn.network.places.values()];
  const count = (section: 'organization' | 'system' | 'dataset') =>
    files.reduce((sum, file) => sum + (file[section]?.length ?? 0), 0);
  const { parties = [], systems = [], data = [], flows = [] } = draft;
  const resources = count('system') + count('dataset');
  return {
    mapped: [
      { from: 'organizations', count: count('organization'), to: 'parties', made: parties.length },
      { from: 'systems and datasets', count: resources, to: 'systems', made: systems.length },
      { from: 'categories of an owner', count: drawn.holdings.data.size, to: 'data sets', made: data.length },
      {
        from: 'statements of what moves',
        count: drawn.network.connections.length,
        to: 'flows',
        made: flows.length,
      },
    ],
    assumed: assumed(drawn, draft),
    open: [
      'authorizations and contracts: without them no vendor may have the data of the organization',
      'data: records and subjects',
      ...told(
        places.filter(({ kind }) => kind === 'unknown').length,
        'systems that are named and not described',
      ),
      ...told(
        places.filter(({ organization }) => organization === undefined).length,
        'systems that handle the data of others, who are not named',
      ),
      ...told(flows.filter(({ value }) => value.data === undefined).length, 'flows without data'),
      'flows: channel and encryption; systems: encryption, ports, logging',
    ],
    dropped: left.finish(reasonOf),
  };
}

function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}

function assumed({ holdings, network }: Drawn, { parties = [], zones = [] }: Draft): string[] {
  const collected = [...holdings.collected.values()].flat();
  const references = network.connections.filter(
    ({ from, to }) => from.startsWith('dataset ') && to.startsWith('system '),
  );
  return [
    ...told(holdings.data.size, 'data of one category and one organization is one data set'),
    ...told(
      [...holdings.data.values()].filter(({ organization }) => organization !== undefined).length,
      "data is the organization's whose resource names it, unless that only processes it for others",
    ),
    ...told(
      collected.filter(({ isChosen }) => !isChosen).length,
      'data comes into being where a resource has it and nothing brings it, and where users give it',
    ),
    ...told(
      collected.filter(({ isChosen }) => isChosen).length,
      'data that only goes round comes into being at one of its places',
    ),
    ...told(references.length, 'a dataset that a system refers to is read by it'),
    ...told(zones.length, 'each party has a zone of its own'),
    ...told(
      parties.filter(({ id }) => id.endsWith('-not-stated')).length,
      'a missing owner or keeper is a party of its own (...-not-stated), who may do nothing',
    ),
  ];
}
