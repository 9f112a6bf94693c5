/** What a change does, by the library. */
import { describe, expect, it } from 'vitest';
import { describe as words, diff, type WorkspaceInput } from '../../src/index.ts';
import { comparisonValue } from '../../src/report/json.ts';
import { folderWith, run } from '../cli/run.ts';

const AT = { at: '2026-01-15' };
const CONFIG = { path: 'flowdown.config.yaml', text: 'packs: [core]\n' };
const GROUND = `flowdown: 1
parties: { clinic: {}, firm: {} }
zones: { ward: { operator: clinic }, office: { operator: firm } }
data: { invoices: { category: health.invoice, owner: clinic, records: 1200, subjects: 900 } }
systems: { desk: { zone: ward, collects: [invoices] }, server: { zone: office } }
`;
const MAILED = `${GROUND}flows: { export: { from: desk, to: server, data: [invoices], channel: email } }\n`;

const state = (text: string, config: WorkspaceInput['config'] = CONFIG): WorkspaceInput => ({
  files: [{ path: 'clinic.flow.yaml', text }],
  config,
});

describe('diff', () => {
  it('says what the command line says', async () => {
    const { comparison, problems } = diff(state(GROUND), state(MAILED), AT);
    expect(problems).toEqual({ base: [], head: [] });
    expect(comparison?.parties.map(({ party, gained }) => [party, gained.map(({ data }) => data)])).toEqual([
      ['firm', ['invoices']],
    ]);
    const cwd = folderWith({
      'base/clinic.flow.yaml': GROUND,
      'base/flowdown.config.yaml': CONFIG.text,
      'head/clinic.flow.yaml': MAILED,
      'head/flowdown.config.yaml': CONFIG.text,
    });
    const { stdout } = await run(['diff', 'base', 'head', '--at', AT.at, '--format', 'json'], { cwd });
    const { workspaces } = JSON.parse(stdout) as { workspaces: readonly { folder: string }[] };
    const [{ folder: _folder, ...told }] = workspaces;
    expect(comparison && JSON.parse(JSON.stringify(comparisonValue(comparison)))).toEqual(told);
  });

  it('gives plain values', () => {
    const { comparison } = diff(state(GROUND), state(MAILED), AT);
    expect(comparison?.findings.map(({ after }) => after?.rule)).toEqual([
      'core/handling-without-contract',
      'core/unauthorized-transfer',
    ]);
    expect(structuredClone(comparison)).toEqual(comparison);
    expect(comparison?.findings[1].after?.message).toContain('invoices');
  });

  it('judges each state by its own configuration, and tells how these differ', () => {
    const off = { ...CONFIG, text: `${CONFIG.text}rules: { unauthorized-transfer: off }\n` };
    const { comparison } = diff(state(MAILED), state(MAILED, off), AT);
    expect(comparison?.gate).toEqual([{ setting: 'rules.core/unauthorized-transfer', before: 'error' }]);
    expect(comparison?.findings.map(({ fate, before }) => [fate, before?.rule])).toEqual([
      ['fixed', 'core/unauthorized-transfer'],
    ]);
  });

  it('takes a state without files, on either side', () => {
    const nothing: WorkspaceInput = { files: [], config: CONFIG };
    const [added] = diff(nothing, state(MAILED), AT).comparison?.parties ?? [];
    const [removed] = diff(state(MAILED), nothing, AT).comparison?.parties ?? [];
    expect(added.gained.map(({ data }) => data)).toEqual(['invoices']);
    expect(removed.lost).toEqual(added.gained);
    expect(diff(nothing, nothing, AT).comparison).toMatchObject({ parties: [], findings: [], gate: [] });
  });

  it('says of which state it cannot be made, and of a day that does not exist', () => {
    const { comparison, problems } = diff(state('flowdown: 1\nflows: [\n'), state(MAILED), AT);
    expect(comparison).toBeUndefined();
    expect(problems.head).toEqual([]);
    expect(problems.base.map(({ file, code }) => [file, code])).toEqual([
      ['clinic.flow.yaml', 'yaml-syntax'],
    ]);
    expect(words(problems.base[0]).message).not.toBe('');
    expect(() => diff(state(GROUND), state(MAILED), { at: '2026-02-30' })).toThrow(RangeError);
  });
});
