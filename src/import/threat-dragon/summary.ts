/** What an import of Threat Dragon diagrams took for granted, and what is worth stating after it. */
import type { Draft } from '../draft.ts';
import type { Dropped, ImportSummary } from '../summary.ts';
import type { Model } from './linked.ts';
import { reasonOf } from './words.ts';

type Filled = Required<Pick<Draft, 'parties' | 'zones' | 'data' | 'systems' | 'flows'>>;

/** The summary of an import. */
export function summaryOf(model: Model, draft: Filled): ImportSummary {
  const { elements, boxes, links, loose, curves } = model;
  const flows = links.length + loose.length;
  const marks = elements.reduce((sum, { flags }) => sum + flags.length, 0);
  return {
    mapped: [
      {
        from: 'actors, processes and stores',
        count: elements.length,
        to: 'systems',
        made: draft.systems.length,
      },
      { from: 'boundary boxes', count: boxes.length, to: 'zones', made: draft.zones.length },
      { from: 'data flows', count: flows, to: 'flows', made: draft.flows.length },
      { from: 'marks of what is stored or handled', count: marks, to: 'data sets', made: draft.data.length },
    ],
    assumed: [
      ...told(model.around.size, 'an element stands in the smallest box around its middle'),
      ...told(marks, 'data that a mark tells of comes into being where the mark is'),
      ...told(
        draft.flows.filter(({ value }) => value.data !== undefined).length,
        'a flow that is named in the mapping carries that data (both ways, if it goes both), from where nothing brings it',
      ),
      ...told(
        draft.parties.length,
        'a missing owner is a party of its own (...-not-stated), who may do nothing',
      ),
    ],
    open: [
      'data: what there is, whose it is, and of which categories (threat-dragon.<name> is a name, no classification)',
      'authorizations and contracts: without them nobody may have the data of others',
      ...told(draft.zones.length, 'zones: their operators'),
      ...told(
        draft.flows.filter(({ value }) => value.data === undefined).length,
        'flows: what they carry, under data in the mapping by their names; until then no rule can judge them',
      ),
    ],
    dropped: [
      ...model.left.finish(reasonOf),
      ...dropped('trust boundary curves', curves, 'a line has no inside, so nobody stands in it'),
      ...dropped('data flows', loose.length, 'an end is attached to no actor, process or store'),
    ],
  };
}

function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}

function dropped(field: string, count: number, reason: string): Dropped[] {
  return count === 0 ? [] : [{ field, count, reason }];
}
