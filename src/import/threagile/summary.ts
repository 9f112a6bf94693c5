/** What an import of a model took for granted, and what is worth stating after it. */
import type { Dropped, ImportSummary } from '../summary.ts';
import type { Collected } from '../collections.ts';
import type { Draft } from '../draft.ts';
import type { Carried } from './flows.ts';
import type { Model } from './model.ts';
import type { Parties } from './parties.ts';
import { isTransient } from './systems.ts';
import { ASSET_TYPES, ENCRYPTIONS, PROTOCOLS, reasonOf, USAGES } from './words.ts';
import type { Zones } from './zones.ts';

type Filled = Required<Pick<Draft, 'parties' | 'zones' | 'data' | 'systems' | 'flows' | 'access'>>;

/** Everything that an import came by. */
export interface Course {
  readonly model: Model;
  readonly draft: Filled;
  readonly zones: Zones;
  readonly parties: Parties;
  readonly carried: readonly Carried[];
  readonly collected: ReadonlyMap<string, Collected>;
  /** Parties that stand for owners whom the model does not name. */
  readonly unnamed: number;
  /** Shared runtimes of which nobody says who runs them. */
  readonly openRuntimes: number;
}

/** The summary of an import. */
export function summaryOf(course: Course): ImportSummary {
  const { model, draft, zones, parties } = course;
  countStrangeWords(model);
  const links = model.assets.reduce((sum, { links: own }) => sum + own.length, 0);
  return {
    mapped: [
      { from: 'technical assets', count: model.assets.length, to: 'systems', made: draft.systems.length },
      { from: 'data assets', count: model.dataAssets.length, to: 'data sets', made: draft.data.length },
      { from: 'communication links', count: links, to: 'flows', made: draft.flows.length },
      { from: 'trust boundaries', count: zones.boundaries, to: 'zones', made: draft.zones.length },
      {
        from: 'names of owners',
        count: parties.names,
        to: 'parties',
        made: draft.parties.length,
      },
      ...(model.runtimes.length === 0
        ? []
        : [
            {
              from: 'shared runtimes',
              count: model.runtimes.length,
              to: 'access',
              made: draft.access.length,
            },
          ]),
    ],
    assumed: assumptions(course),
    open: openPoints(course),
    dropped: [
      ...model.left.finish(reasonOf),
      ...dropped('risk_tracking.*', model.risks.length, TRACKED),
      ...dropped('trust_boundaries.*', model.boundaries.length - zones.boundaries, HOLLOW),
    ],
  };
}

const HOLLOW = 'no asset stands directly in it';
const TRACKED =
  'a comment at the assets that it names, and no waiver: it judges a risk of Threagile, by nobody who owns the data and until no day';

function dropped(field: string, count: number, reason: string): Dropped[] {
  return count === 0 ? [] : [{ field, count, reason }];
}

// A word that Threagile does not have is left out like a field that it does not have.
function countStrangeWords({ assets, left }: Model): void {
  const count = (field: string, word: string, known: { has(word: string): boolean }) => {
    if (word !== '' && !known.has(word)) left.add(`${field} ${JSON.stringify(word)}`);
  };
  for (const { type, usage, encryption, links } of assets) {
    count('technical_assets.*.type', type, ASSET_TYPES);
    count('technical_assets.*.usage', usage, USAGES);
    count('technical_assets.*.encryption', encryption, ENCRYPTIONS);
    for (const link of links) {
      count('technical_assets.*.communication_links.*.usage', link.usage, USAGES);
      count('technical_assets.*.communication_links.*.protocol', link.protocol, PROTOCOLS);
    }
  }
}

function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}

function assumptions({ model, draft, unnamed, carried, collected }: Course): string[] {
  const count = (key: keyof Collected) =>
    [...collected.values()].reduce((sum, at) => sum + at[key].length, 0);
  const open = carried.filter(({ data }) => data.length === 0).length / 2;
  const transient = model.assets.filter(isTransient).length;

  return [
    ...told(count('certain'), 'data comes into being where an asset has it and no flow brings it'),
    ...told(
      count('chosen'),
      'data that only goes round comes into being at one of the assets that hand it on, the likeliest',
    ),
    ...told(open, 'a link that states no payload is open in both directions'),
    ...told(transient, 'a process in scope that is said to store nothing keeps nothing (storage: transient)'),
    ...told(draft.zones.length, 'a zone is run by the owner of what stands in it'),
    ...told(unnamed, 'a missing owner is a party of its own (...-not-stated), who may do nothing'),
  ];
}

function openPoints({ model, draft, parties, carried, collected, openRuntimes }: Course): string[] {
  const count = <T>(list: readonly T[], isOpen: (item: T) => boolean) => list.filter(isOpen).length;

  const somewhere = new Set([
    ...carried.flatMap(({ data }) => data.map(({ id }) => id)),
    ...[...collected.values()].flatMap(({ certain, chosen }) => [...certain, ...chosen]),
  ]);
  return [
    ...(model.missing.size === 0
      ? []
      : [
          `what stands in files that are included and were not given: ${[...model.missing.keys()].join(', ')}`,
        ]),
    ...parties.lookAlikes.map(
      (names) =>
        `one party or several? ${names.map((name) => JSON.stringify(name)).join(', ')} became several`,
    ),
    'authorizations and contracts: without them nobody may have the data of others',
    'data: categories that rules know (threagile.<id> is a name, no classification), records, subjects',
    'zones: the operator, where a network belongs to another than the owner of what stands in it',
    ...told(
      openRuntimes,
      'who runs a shared runtime (under parties in the mapping): all that runs there is within reach',
    ),
    ...told(
      count(model.assets, ({ owner }) => owner === undefined),
      'systems without an owner',
    ),
    ...told(
      count(model.dataAssets, ({ owner }) => owner === undefined),
      'data sets without an owner',
    ),
    ...told(
      count(draft.systems, ({ value }) => value.encryption === undefined),
      'systems without encryption.atRest',
    ),
    ...told(
      count(draft.flows, ({ value }) => value.encryption === undefined),
      'flows without encryption.inTransit',
    ),
    ...told(
      count(model.dataAssets, ({ id }) => !somewhere.has(id)),
      'data sets that are nowhere',
    ),
  ];
}
