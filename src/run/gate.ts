/** A change that is judged by what was agreed before it: waivers of the base count, and none that the change brings. */
import type { Waiver } from '../manifest/format.ts';
import type { Entries, Model } from '../model/model.ts';
import { waiverAt, waiverCount } from '../rules/acceptance.ts';
import type { Workspace } from './workspace.ts';

/** A workspace in which the waivers of another count, each with the right that it has there, and no others. */
export function withWaiversOf(workspace: Workspace, gate: Workspace): Workspace {
  const { waivers: _own, ...config } = workspace.config;
  const { waivers } = gate.config;
  return {
    ...workspace,
    config: { ...config, ...(waivers && { waivers }) },
    model: { ...workspace.model, waivers: NONE, gateWaivers: waiversIn(gate.model) },
  };
}

function waiversIn(model: Model): Model['gateWaivers'] {
  return Array.from({ length: waiverCount(model) }, (_, i) => {
    const { id, waiver, isGate } = waiverAt(model, i);
    return { id, waiver, isGate };
  });
}

const NONE: Entries<Waiver> = {
  ids: [],
  indexOf: () => -1,
  numberOf: () => -1,
  entry: {
    length: 0,
    all: () => [],
    at() {
      throw new RangeError('there is no waiver');
    },
  },
  file: new Int32Array(),
  node: new Int32Array(),
  field: () => ({ numbers: new Int32Array(), values: [] }),
};
