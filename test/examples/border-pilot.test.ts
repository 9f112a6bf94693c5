import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Manifest } from '../../src/manifest/format.ts';
import { folderWith, ROOT, run } from '../cli/run.ts';
import { tableAfter } from '../docs/pages.ts';
import { facts } from '../reference/facts.ts';
import { allVerdicts, findings, rulesOf } from '../reference/findings.ts';
import { worldOf } from '../reference/rules/world.ts';
import type { ReferenceWorkspace } from '../reference/workspace.ts';

// UPDATE_GOLDEN=1 writes the reports anew; read them before they are kept.
const isUpdating = process.env.UPDATE_GOLDEN === '1';

const EXAMPLE = 'examples/border-pilot';
const EXPECTED = JSON.parse(
  readFileSync(new URL('./border-pilot.expected.json', import.meta.url), 'utf8'),
) as Record<string, Record<string, string[]>>;
const DAYS = Object.keys(EXPECTED);

interface Finding {
  readonly rule: string;
  readonly subject: string;
  readonly verdict: string;
  readonly unstated: readonly string[];
}

async function check(
  cwd: string,
  path: string,
  day: string,
): Promise<{ findings: Finding[]; code: number | null }> {
  const { stdout, stderr, code } = await run(['check', path, '--at', day, '--format', 'json'], { cwd });
  expect(stderr).toBe('');
  const [workspace] = (JSON.parse(stdout) as { workspaces: { findings: Finding[] }[] }).workspaces;
  return { findings: workspace.findings, code };
}

describe.each(DAYS)('at %s', (day) => {
  it('every planted failure is named, and nothing else', async () => {
    const { findings: found, code } = await check(ROOT, EXAMPLE, day);
    expect(code).toBe(1);
    const { open = [], ...failures } = EXPECTED[day];
    const told = (verdict: string): string[] =>
      found.filter((finding) => finding.verdict === verdict).map(({ rule, subject }) => `${rule} ${subject}`);
    expect(told('violation').sort()).toEqual(Object.values(failures).flat().sort());
    // One thing is left unstated on purpose: how the share is encrypted.
    expect(told('undecided').sort()).toEqual(open);
  });

  it('each failure that can be seen by then is among them', () => {
    const lateOnes = ['F2', 'F6', 'F13'];
    const failures = Array.from({ length: 13 }, (_, i) => `F${i + 2}`);
    const visible = failures.filter((failure) => day > '2018-08-15' || !lateOnes.includes(failure));
    // Until the copying, no other customer's pictures lay on the supplier's network.
    const expected = visible.filter((failure) => day > '2018-08-15' || failure !== 'F11');
    expect(Object.keys(EXPECTED[day]).filter((key) => key !== 'open')).toEqual(expected);
  });

  it('the report is the golden one', async () => {
    const ran = await run(['check', EXAMPLE, '--at', day], { cwd: ROOT });
    const golden = join(ROOT, EXAMPLE, 'expected', `${day}.txt`);
    if (isUpdating) {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, ran.stdout);
    }
    expect(ran.stdout).toBe(readFileSync(golden, 'utf8'));
    expect(ran).toMatchObject({ code: 1, stderr: '' });
  });

  it('the reference agrees on facts and findings', async () => {
    const workspace = referenceOf(day);
    const { stdout } = await run(['inspect', EXAMPLE, '--at', day], { cwd: ROOT });
    expect(JSON.parse(stdout)).toEqual(facts(workspace));
    const told = (found: readonly { rule: string; subject: string; verdict: string }[]): string[] =>
      found.map(({ rule, subject, verdict }) => `${rule} ${subject} ${verdict}`).sort();
    expect(told((await check(ROOT, EXAMPLE, day)).findings)).toEqual(
      told(findings(workspace, allVerdicts(worldOf(workspace), rulesOf(['core', 'case-cbp-2019'])))),
    );
  });
});

/** The example for the reference, which knows exact paths: each pattern of trust, with the files that it stands for. */
function referenceOf(at: string): ReferenceWorkspace {
  const text = (path: string): string => readFileSync(join(ROOT, EXAMPLE, path), 'utf8');
  const { trust, required } = parse(text('flowdown.config.yaml')) as {
    trust: Record<string, string[]>;
    required: string[];
  };
  const paths = readdirSync(join(ROOT, EXAMPLE), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.flow.yaml'))
    .sort();
  const entries = Object.entries(trust).flatMap(([pattern, parties]) => {
    const folder = pattern.replace(/\*\*$/, '');
    return paths
      .filter((path) => (folder === pattern ? path === pattern : path.startsWith(folder)))
      .map((path) => ({ path, parties }));
  });
  expect(entries).toHaveLength(paths.length);
  const files = paths.map((path) => ({ path, manifest: parse(text(path)) as Manifest }));
  return { files, trust: entries, required, at };
}

describe.concurrent('"Try it" in the README', () => {
  const DAY = '2019-06-01';
  const LANES = 'agency/lanes.flow.yaml';
  const SUPPLIER = 'suppliers/reader-supplier.flow.yaml';

  /** Findings of the example with one file changed. */
  async function changed(path: string, ...changes: readonly (readonly [from: string, to: string])[]) {
    const cwd = folderWith();
    cpSync(join(ROOT, EXAMPLE), cwd, { recursive: true });
    const text = readFileSync(join(cwd, path), 'utf8');
    const changedText = changes.reduce((before, [from, to]) => {
      expect(before).toContain(from);
      return before.replace(from, to);
    }, text);
    writeFileSync(join(cwd, path), changedText);
    return (await check(cwd, '.', DAY)).findings;
  }

  const subjectsOf = (found: readonly Finding[], rule: string, verdict = 'violation'): string[] =>
    found.filter((f) => f.rule.endsWith(`/${rule}`) && f.verdict === verdict).map(({ subject }) => subject);

  it('blocking the port and encrypting ends the ability to copy; one of the two does not', async () => {
    const blocked = ['removableMedia: allowed', 'removableMedia: blocked'] as const;
    const encrypted = ['atRest: none', 'atRest: AES-256'] as const;
    const rule = 'extractable-by-contractor';
    expect(subjectsOf(await changed(LANES, blocked), rule)).toHaveLength(2);
    expect(subjectsOf(await changed(LANES, encrypted), rule)).toHaveLength(2);
    expect(subjectsOf(await changed(LANES, blocked, encrypted), rule)).toEqual([]);
  });

  it('leaving out what "upload" carries makes the copies undecided, and names the line', async () => {
    const found = await changed(SUPPLIER, ['    data: all\n', '']);
    const undecided = found.filter(({ verdict }) => verdict === 'undecided');
    expect(subjectsOf(found, 'unauthorized-transfer', 'undecided').sort()).toEqual([
      'flow:upload/plates',
      'flow:upload/traveler-faces',
    ]);
    const known = 'hold:vendor-share/toll-images'; // it lies there whatever "upload" carries
    for (const { subject, unstated } of undecided) {
      if (subject !== known) expect(unstated, subject).toContain('flows.upload.data');
    }
    expect(subjectsOf(found, 'opaque-flow')).toEqual(['flow:upload']);
  });

  it('a permission in the name of the agency has no effect and is told', async () => {
    const found = await changed(SUPPLIER, [
      'speaksFor: [reader-supplier]\n',
      `speaksFor: [reader-supplier]
authorizations:
  mine: { by: agency, to: reader-supplier, categories: [biometric, vehicle], actions: [hold] }
`,
    ]);
    expect(subjectsOf(found, 'unentitled-statement')).toEqual(['authorizations:mine']);
    expect(subjectsOf(found, 'unauthorized-transfer')).toHaveLength(4);
  });

  it('a disposal on the drive ends the copies there, and not those on the share', async () => {
    const found = await changed(SUPPLIER, [
      '    retention: P30D\n',
      '    retention: P30D\n    disposals: [{ on: 2019-03-01, data: all, method: NIST SP 800-88 purge }]\n',
    ]);
    expect(subjectsOf(found, 'unauthorized-transfer').sort()).toEqual([
      'flow:upload/plates',
      'flow:upload/traveler-faces',
    ]);
  });

  it('without a day, the check is of today', async () => {
    const ran = await run(['check', EXAMPLE], { cwd: ROOT });
    expect(ran.stdout).toMatch(/^as of 20\d\d-\d\d-\d\d /m);
    expect(ran).toMatchObject({ code: 1, stderr: '' });
  });

  it('the commands that it shows are the ones that work', async () => {
    const readme = readFileSync(join(ROOT, EXAMPLE, 'README.md'), 'utf8');
    const commands = [...readme.matchAll(/^npx flowdown ([^#\n]*)/gm)].map(([, words]) =>
      words.trim().split(/\s+/),
    );
    expect(commands.length).toBeGreaterThan(4);
    for (const words of commands) {
      const ran = await run(words, { cwd: ROOT });
      expect(ran.code, words.join(' ')).toBe(words[0] === 'check' ? 1 : 0);
      expect(ran.stderr).toBe('');
    }
  });
});

it('the README counts the findings of each failure as they are', () => {
  const readme = readFileSync(join(ROOT, EXAMPLE, 'README.md'), 'utf8');
  const rows = tableAfter(readme, '### By failure');
  const counted = DAYS.map((day) =>
    Object.fromEntries(Object.entries(EXPECTED[day]).map(([failure, { length }]) => [failure, length])),
  );
  for (const [failure, ...cells] of rows) {
    const shown = cells.slice(0, DAYS.length).map((cell) => (cell === '-' ? undefined : Number(cell)));
    expect(shown, failure).toEqual(counted.map((counts) => counts[failure]));
  }
  expect(rows.map(([failure]) => failure)).toEqual(Object.keys(EXPECTED['2019-06-01']));
});

describe('examples/border-pilot-repaired', () => {
  const REPAIRED = 'examples/border-pilot-repaired';

  it('is clean from before the pilot until long after it', async () => {
    const ran = await run(['check', REPAIRED, '--at', '2018-01-01', '--horizon', '2030-01-01', '--strict'], {
      cwd: ROOT,
    });
    expect(ran.stdout).toContain('0 violations, 0 undecided, 0 waived, 0 consequences');
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });

  it.each(DAYS)('has its report at %s', async (day) => {
    const ran = await run(['check', REPAIRED, '--at', day], { cwd: ROOT });
    const golden = join(ROOT, REPAIRED, 'expected', `${day}.txt`);
    if (isUpdating) {
      mkdirSync(dirname(golden), { recursive: true });
      writeFileSync(golden, ran.stdout);
    }
    expect(ran.stdout).toBe(readFileSync(golden, 'utf8'));
    expect(ran).toMatchObject({ code: 0, stderr: '' });
  });
});
