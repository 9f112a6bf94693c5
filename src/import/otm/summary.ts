/** What an import of an Open Threat Model took for granted, and what is worth stating after it. */
import type { Collected } from '../collections.ts';
import type { Draft } from '../draft.ts';
import type { ImportSummary } from '../summary.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import type { Carried } from './flows.ts';
import type { Model } from './linked.ts';
import { reasonOf } from './words.ts';

/** Everything that an import came by. */
export interface Course {
  readonly model: Model;
  readonly draft: Required<Pick<Draft, 'parties' | 'zones' | 'data' | 'systems' | 'flows'>>;
  readonly carried: readonly Carried[];
  readonly collected: ReadonlyMap<string, Collected>;
  /** Parties that stand for owners whom the model does not name. */
  readonly unnamed: number;
}

/** The summary of an import. */
export function summaryOf(course: Course): ImportSummary {
  const { model, draft, unnamed } = course;
  const { components, zones, assets, dataflows } = model;
  return {
    mapped: [
      { from: 'components', count: components.length, to: 'systems', made: draft.systems.length },
      { from: 'trust zones', count: zones.length, to: 'zones', made: draft.zones.length },
      { from: 'assets', count: assets.length, to: 'data sets', made: draft.data.length },
      { from: 'data flows', count: dataflows.length, to: 'flows', made: draft.flows.length },
      { from: 'owners', count: draft.parties.length - unnamed, to: 'parties', made: draft.parties.length },
    ],
    assumed: assumptions(course),
    open: openPoints(course),
    dropped: model.left.finish(reasonOf),
  };
}

function told(count: number, words: string): string[] {
  return count === 0 ? [] : [`${words}: ${count}`];
}

function assumptions({ model, draft, carried, collected, unnamed }: Course): string[] {
  const count = (key: keyof Collected) =>
    [...collected.values()].reduce((sum, at) => sum + at[key].length, 0);
  const both = carried.filter(({ isBack, assets }) => isBack && assets.length > 0).length;
  return [
    ...told(count('certain'), 'data comes into being where a component has it and no flow brings it'),
    ...told(
      count('chosen'),
      'data that only goes round comes into being at one of the components that hand it on',
    ),
    ...told(both, 'a data flow in both directions carries its assets in both'),
    ...told(
      draft.systems.length - model.components.length,
      'a flow from or to a trust zone is one of a system in it',
    ),
    ...told(unnamed, 'a missing owner is a party of its own (...-not-stated), who may do nothing'),
  ];
}

function openPoints({ model, draft, carried }: Course): string[] {
  return [
    'authorizations and contracts: without them nobody may have the data of others',
    'data: categories that rules know (otm.<id> is a name, no classification), records, subjects',
    ...told(
      model.parts.filter(({ owner }) => owner !== undefined).length,
      'what the owner of a project owns: the format does not say whose data and whose networks there are',
    ),
    ...told(
      draft.zones.filter(({ value }) => value.operator === NO_OPERATOR).length,
      'zones without an operator (an attribute "owner" would say it)',
    ),
    ...told(
      draft.data.filter(({ value }) => value.owner === NO_DATA_OWNER).length,
      'data sets without an owner (an attribute "owner" would say it)',
    ),
    ...told(carried.filter(({ assets }) => assets.length === 0).length, 'flows without assets'),
    ...told(draft.systems.length, 'systems without encryption.atRest'),
    ...told(draft.flows.length, 'flows without channel and encryption.inTransit'),
  ];
}
