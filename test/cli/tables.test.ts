import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, run } from './run.ts';

const TABLES = {
  'parties.csv': 'id,name\nclinic,Valley Clinic\nscans,"Bright Scans, Ltd."\n',
  'zones.csv': 'id,operator\nward,clinic\ncloud,scans\n',
  'systems.csv': 'id,zone,collects\nscanner,ward,x-rays\narchive,cloud,\n',
  'data.csv': 'id,category,owner\nx-rays,health,clinic\n',
  'flows.csv': 'id,from,to,data\nnightly,scanner,archive,x-rays\n',
};
const AT = ['--at', '2026-01-15'];

describe.concurrent('tables, through the program', () => {
  it('become a manifest that checks', async () => {
    const cwd = folderWith(TABLES);
    const ran = await run(['import', 'csv', ...Object.keys(TABLES), '-o', 'clinic.flow.yaml'], { cwd });
    expect(ran).toMatchObject({ stdout: '', code: 0 });
    expect(ran.stderr).toContain('2 rows of systems');
    const { stdout, code } = await run(['check', ...AT], { cwd });
    expect(stdout).toContain('core/unauthorized-transfer');
    expect(code).toBe(1);
  });

  it('are checked as they are, with findings at their rows', async () => {
    const cwd = folderWith(TABLES);
    const { stdout, code } = await run(['check', '.', ...AT, '--from', 'csv', ...Object.keys(TABLES)], {
      cwd,
    });
    expect(stdout).toContain('flows.csv:2:1');
    expect(code).toBe(1);
  });

  it('with a wrong cell are refused, with its place', async () => {
    const cwd = folderWith({
      ...TABLES,
      'flows.csv': 'id,from,to,data,logged\nnightly,scanner,archive,x-rays,mabye\n',
    });
    const { stdout, stderr, code } = await run(['import', 'csv', ...Object.keys(TABLES)], { cwd });
    expect(stderr).toContain('flows.csv:2:32');
    expect(stderr).toContain('logged has to be yes or no, and is "mabye"');
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
  });

  it('come back from an export', async () => {
    const cwd = folderWith(TABLES);
    await run(['import', 'csv', ...Object.keys(TABLES), '-o', 'clinic.flow.yaml'], { cwd });
    const bare = await run(['export', 'csv'], { cwd });
    expect(bare).toMatchObject({ stdout: '', code: 2 });
    expect(await run(['export', 'csv', '-o', 'tables', ...AT], { cwd })).toMatchObject({
      stdout: '',
      code: 0,
    });
    const names = readdirSync(join(cwd, 'tables')).toSorted();
    expect(names).toContain('processing.csv');
    expect(readFileSync(join(cwd, 'tables/holdings.csv'), 'utf8')).toContain(
      'scans,x-rays,health,clinic,archive,cloud,,yes,no,,',
    );
    const again = await run(['import', 'csv', ...names.map((name) => `tables/${name}`)], { cwd });
    // Entries come in the order of their ids now.
    const lines = (text: string) =>
      text
        .replace(/^\s*#.*\n/gm, '')
        .split('\n')
        .toSorted();
    expect(lines(again.stdout)).toEqual(lines(readFileSync(join(cwd, 'clinic.flow.yaml'), 'utf8')));
  });

  it('become a drawing that marks what is not authorized', async () => {
    const cwd = folderWith(TABLES);
    await run(['import', 'csv', ...Object.keys(TABLES), '-o', 'clinic.flow.yaml'], { cwd });
    const dot = await run(['export', 'dot', ...AT], { cwd });
    expect(dot.stdout).toContain('"scanner" -> "archive" [label="nightly: x-rays (not authorized: x-rays)"');
    expect(dot.code).toBe(0);
    const over = ['export', 'dot', ...AT, '--force', '-o', './clinic.flow.yaml'];
    expect(await run(over, { cwd })).toMatchObject({
      code: 2,
      stderr: 'flowdown: ./clinic.flow.yaml is a file of the workspace\n',
    });
    const mermaid = await run(['export', 'mermaid', ...AT], { cwd });
    expect(mermaid.stdout).toContain('linkStyle 0 stroke:#c2185b');
  });
});
