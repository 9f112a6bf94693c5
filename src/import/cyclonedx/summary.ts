/** What an import of bills took for granted, and what is worth stating after it. */
import type { Draft } from '../draft.ts';
import { entriesIn } from '../draft.ts';
import type { ImportSummary } from '../summary.ts';
import type { Bill } from './bills.ts';
import type { Counted, Sketch } from './sketch.ts';
import type { Systems } from './systems.ts';
import { reasonOf } from './words.ts';
import type { Zones } from './zones.ts';

/** Everything that an import came by. */
export interface Course {
  readonly bills: readonly Bill[];
  readonly sketch: Sketch;
  readonly draft: Draft;
  readonly systems: Systems;
  readonly zones: Zones;
}

export function summaryOf({ bills, sketch, draft, systems, zones }: Course): ImportSummary {
  const of = (what: Counted): number => sketch.counts.get(what) ?? 0;
  const made = (section: 'parties' | 'zones' | 'data' | 'systems' | 'flows'): number =>
    entriesIn(draft, section).length;
  const own = bills.reduce((sum, bill) => sum + (bill.own?.flows.size ?? 0), 0);
  return {
    mapped: [
      {
        from: 'services and assets',
        count: of('service') + of('asset'),
        to: 'systems',
        made: made('systems'),
      },
      {
        from: 'data components, data sets and entries of services',
        count: of('data component') + of('data set') + of('data of services'),
        to: 'data sets',
        made: made('data'),
      },
      {
        from: 'flows, entries of services and dependencies',
        count: of('flow') + of('data of services') + of('dependency') + own,
        to: 'flows',
        made: made('flows'),
      },
      { from: 'trust zones', count: zones.count, to: 'zones', made: made('zones') },
      { from: 'names of organisations', count: namedParties(draft), to: 'parties', made: made('parties') },
    ].filter(({ count, made: entries }) => count + entries > 0),
    assumed: assumed(of, systems, draft),
    open: openPoints(draft, bills),
    dropped: sketch.left.finish(reasonOf),
  };
}

function namedParties(draft: Draft): number {
  return (draft.parties ?? []).filter(({ origin }) => origin !== undefined).length;
}

function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}

function assumed(of: (what: Counted) => number, { collected }: Systems, draft: Draft): string[] {
  const placeholders = (draft.parties ?? []).length - namedParties(draft);
  return [
    ...told(collected.certain, 'data comes into being where a service or asset has it and no flow brings it'),
    ...told(
      collected.chosen,
      'data that only goes round comes into being at one of those that hand it on, at its owner\u2019s before others',
    ),
    ...told(of('weak dependency'), 'a dependency for which no data is stated is open in both directions'),
    ...told(
      of('destination not stated'),
      'a service whose data leaves for nowhere stated has a flow without data to a place that nobody names',
    ),
    ...told(of('other version'), 'a link to another version of a bill leads to the version that is here'),
    ...told((draft.zones ?? []).length, 'a zone is run by the provider or owner of what stands in it'),
    ...told(
      placeholders,
      'an organisation that is not named is a party of its own (...-not-stated), who may do nothing',
    ),
  ];
}

function openPoints(draft: Draft, bills: readonly Bill[]): string[] {
  const count = <T>(list: readonly T[] = [], isOpen: (item: T) => boolean) => list.filter(isOpen).length;
  const isEmpty = (draft.systems ?? []).length + (draft.data ?? []).length === 0;
  return [
    ...(isEmpty
      ? ['there are no services, data or blueprints in it: libraries alone say nothing of where data goes']
      : []),
    'authorizations and contracts: without them nobody may have the data of others',
    ...told(
      count(draft.data, ({ value }) => [value.category].flat().some((name) => name.startsWith('cyclonedx.'))),
      'data: categories that rules know, by the mapping (cyclonedx.<word> is a name, no classification)',
    ),
    ...told(
      count(draft.flows, ({ value }) => value.data === undefined && value.categories === undefined),
      'flows of which nobody says what they carry',
    ),
    ...told(count(draft.data, isNowhere(draft)), 'data sets that are nowhere'),
    ...told(
      count(draft.systems, ({ value }) => value.encryption?.atRest === undefined),
      'systems without encryption.atRest',
    ),
    ...told(
      count(draft.flows, ({ value }) => value.encryption === undefined),
      'flows without encryption.inTransit',
    ),
    ...(bills.some(({ serial }) => serial === undefined) && bills.length > 1
      ? ['serialNumber: links between bills lead nowhere without it']
      : []),
  ];
}

/** Is data neither on a system, nor on its way, nor inside or made from other data? */
function isNowhere({
  systems = [],
  flows = [],
  data = [],
}: Draft): (entry: { readonly id: string }) => boolean {
  const somewhere = new Set([
    ...systems.flatMap(({ value }) => [...(value.collects ?? []), ...(value.produces ?? [])]),
    ...flows.flatMap(({ value }) => (Array.isArray(value.data) ? value.data : [])),
    ...data.flatMap(({ value }) => value.contains ?? []),
  ]);
  return ({ id }) => !somewhere.has(id);
}
