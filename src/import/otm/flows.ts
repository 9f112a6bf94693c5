/** Flows of a manifest: each data flow of an Open Threat Model, once for each direction. */
import type { Flow } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import { wishOf, type Ids } from './entries.ts';
import type { Model } from './linked.ts';
import type { Component, Dataflow, TrustZone } from './model.ts';

/** One direction of a data flow; without assets where the model states none. */
export interface Carried {
  readonly dataflow: Dataflow;
  readonly from: Component | TrustZone;
  readonly to: Component | TrustZone;
  readonly isBack: boolean;
  /** Ids of assets, each once. */
  readonly assets: readonly string[];
}

/** What goes where. A flow in both directions carries what it states in both, as nothing says what goes which way. */
export function carriedIn(model: Model): Carried[] {
  return model.dataflows.flatMap((dataflow): Carried[] => {
    const [from, to] = [model.endOf(dataflow.source), model.endOf(dataflow.destination)];
    if (from === undefined || to === undefined) return [];
    const assets = [...new Set(dataflow.assets.flatMap(({ text }) => model.data.find(text)?.id ?? []))];
    const there = { dataflow, from, to, isBack: false, assets };
    return dataflow.isBidirectional ? [there, { ...there, from: to, to: from, isBack: true }] : [there];
  });
}

/** Flows; one that goes back is called so. */
export function flowsOf(carried: readonly Carried[], ids: Ids): DraftEntry<Flow>[] {
  const flowIds = idsFor(
    carried.map(
      ({ dataflow, isBack }, at) => [String(at), `${wishOf(dataflow)}${isBack ? '.back' : ''}`] as const,
    ),
    'flow',
  );
  return carried.map(({ dataflow, from, to, assets }, at) => {
    const data = [...new Set(assets.map((each) => ids.data.get(each)?.id ?? ''))];
    return {
      id: flowIds.get(String(at)) ?? '',
      value: {
        from: ids.systems.get(from) ?? '',
        to: ids.systems.get(to) ?? '',
        ...(data.length > 0 && { data }),
      },
      origin: dataflow.origin,
      remarks: dataflow.name === '' ? [] : [`in the model: ${dataflow.name}`],
    };
  });
}
