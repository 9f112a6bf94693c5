/** The workspaces of the benchmark are what docs/speed.md says of them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { check, inspect, type WorkspaceInput } from '../../src/index.ts';

const FLOWS = 4000;
const AT = { at: '2019-01-04' };
const GENERATOR = join(import.meta.dirname, '../../bench/generate.mjs');

const root = mkdtempSync(join(tmpdir(), 'flowdown-'));
afterAll(() => rmSync(root, { recursive: true }));

/** The files of a generated workspace, with the packs of its configuration. */
function generated(name: string, ...options: readonly string[]): WorkspaceInput {
  const folder = join(root, name);
  const run = spawnSync(process.execPath, [GENERATOR, '--out', folder, ...options], { encoding: 'utf8' });
  expect(run.stderr).toBe('');
  const paths = readdirSync(folder).filter((path) => path.includes('.flow.'));
  return {
    files: paths.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })),
    config: { packs: ['core', 'case-cbp-2019'] },
  };
}

const yaml = generated('yaml', '--flows', String(FLOWS));

describe('a generated workspace', () => {
  it('is the same each time', () => {
    expect(generated('again', '--flows', String(FLOWS))).toEqual(yaml);
  });

  it('says the same as JSON, and in many files', () => {
    const { facts, problems } = inspect(yaml, AT);
    expect(problems).toEqual([]);
    const json = generated('json', '--flows', String(FLOWS), '--format', 'json');
    const many = generated('many', '--flows', String(FLOWS), '--files', '37');
    expect(many.files).toHaveLength(37);
    expect(inspect(json, AT).facts).toEqual(facts);
    expect(inspect(many, AT).facts).toEqual(facts);
  });

  it('has more than two transfers a flow, and findings of both verdicts on about one flow in a hundred', () => {
    const transfers = inspect(yaml, AT).facts?.transfers.length ?? 0;
    expect(transfers / FLOWS).toBeGreaterThan(2);
    const { result, problems } = check(yaml, AT);
    expect(problems).toEqual([]);
    const { findings = [] } = result ?? {};
    expect(findings.length / FLOWS).toBeGreaterThan(0.005);
    expect(findings.length / FLOWS).toBeLessThan(0.02);
    expect(new Set(findings.map(({ verdict }) => verdict))).toEqual(new Set(['violation', 'undecided']));
  });
});

it('in a circle of systems that hand everything on, everything comes everywhere', () => {
  const { facts } = inspect(generated('ring', '--ring', '30', '--format', 'json'), AT);
  expect(facts?.holdings).toHaveLength(30 * 64);
});
