import { describe, expect, it } from 'vitest';
import { parseDay } from '../../src/manifest/calendar.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';

/** Plates that a supplier hands on from system to system, one flow after the other. */
function chain(length: number): string {
  const numbers = Array.from({ length: length + 1 }, (_, at) => at);
  const systems = numbers.map((at) => [
    `s${at}`,
    { zone: at === 0 ? 'port' : 'office', ...(at === 0 && { collects: ['plates'] }) },
  ]);
  const flows = numbers
    .slice(1)
    .map((at) => [`f${at}`, { from: `s${at - 1}`, to: `s${at}`, data: ['plates'] }]);
  return JSON.stringify({
    flowdown: 1,
    parties: { agency: {}, vendor: {} },
    zones: { port: { operator: 'agency' }, office: { operator: 'vendor' } },
    data: { plates: { category: 'vehicle', owner: 'agency' } },
    systems: Object.fromEntries(systems),
    flows: Object.fromEntries(flows),
    contracts: { service: { acquirer: 'agency', supplier: 'vendor' } },
  });
}

function findingsOf(length: number) {
  const { workspace } = openWorkspace({ files: [{ path: 'a.flow.json', text: chain(length) }] });
  if (workspace === undefined) throw new Error('it cannot be opened');
  const { findings, acts } = checkWorkspace(workspace, { at: parseDay('2019-06-01') ?? 0 });
  const of = (flow: string) => findings.find(({ subject }) => subject === `flow:${flow}/plates`);
  return { of, acts };
}

describe('the way of a datum', () => {
  it('is told step by step, with the first unauthorized one', () => {
    const { of } = findingsOf(3);
    expect(of('f3')?.custody.map(({ step, authorized }) => [step, authorized])).toEqual([
      ['collect', undefined],
      ['f1', 'false'],
      ['f2', 'false'],
      ['f3', 'false'],
    ]);
  });

  it('leads to one cause, with the others folded under it', () => {
    const { of, acts } = findingsOf(3);
    expect(acts.map(({ findings }) => findings[0].subject)).toEqual(['flow:f1/plates']);
    expect(acts[0].consequences).toHaveLength(2);
    expect(of('f3')?.consequenceOf).toBe('flow:f1/plates');
  });

  it('is cut where it is very long, and says by how much', () => {
    const { of } = findingsOf(300);
    expect(of('f90')?.custody).toHaveLength(91);
    expect(of('f300')?.custody).toMatchObject([{ step: 'f300', omitted: 299 }]);
  });
});
