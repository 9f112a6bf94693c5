/** Reports as those read them for whom they are made: what a stranger has written stays text in each of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as readJunit } from 'junit2json';
import { validateXML } from 'xmllint-wasm';
import { FORMAT_NAMES } from '../../src/report/formats.ts';
import type { Reported } from '../../src/report/reporter.ts';
import { EXAMPLE_NAMES, exampleInput } from '../run/examples.ts';
import { BROKEN, clean, EMPTY, jobSummaryOf, mixed, reported, reportIn } from './reported.ts';

const DAYS = ['2018-06-15', '2019-06-01', '2026-03-16'];
const EXAMPLES = EXAMPLE_NAMES.flatMap((name) =>
  DAYS.map((day) => reported({ prefix: `${name}-${day}/`, ...exampleInput(name) }, day)),
);
const FEW = [clean(), mixed(), BROKEN, EMPTY].map((given) => reported(given));

// What a path or the reason of a waiver can hold, which are the texts that are free.
const SPITEFUL = [
  '::error file=x::y',
  '##[group]x ##vso[task.complete result=Failed] ##teamcity[buildStop]',
  'a%0A::stop-commands::x%25%3A,=',
  '=HYPERLINK("https://example.org";"x") ;=1+1 ; +2',
  "-1+cmd|' /C calc'!A0",
  '<script>alert(1)</script>&amp;]]>&#0;"\'',
  '[x](https://example.org) ![y](//example.org) @somebody #1 `|` www.example.org a@example.org',
  'one\ntwo\r\n::warning::three\u2028\u202e\u001b[2J\u0000\ud800\ufffe',
  '\u202e\u0007\u009b31m',
  ',"\r\n=2',
];

function spiteful(text: string): Reported {
  const given = mixed(text);
  const files = given.files.map((file) => ({ ...file, path: `${text}.flow.json` }));
  const prefix = `${text.replaceAll('/', '')}/`;
  // A manifest cannot hold what is not printable, so that the reason is in the configuration as a value.
  const config = { ...given.config, waivers: waiversWith(text) };
  return reported({ ...given, prefix, files: files.map(withoutWaivers), config });
}

function withoutWaivers<T extends { readonly path: string }>(file: T): T {
  const { text } = file as unknown as { readonly text: string };
  const { waivers: _waivers, ...manifest } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  return { ...file, text: JSON.stringify(manifest, undefined, 1) };
}

function waiversWith(reason: string) {
  const subject = 'flow:mail/plates';
  return {
    mail: { rule: 'core/unauthorized-transfer', subject, reason, by: 'agency', expires: '2019-12-31' },
  };
}

const SETS: readonly (readonly [string, readonly Reported[]])[] = [
  ['the examples', EXAMPLES],
  ['one of each sort', FEW],
  ['no workspace', []],
  ['hostile texts', SPITEFUL.map(spiteful)],
];

describe('in no format does a text of others', () => {
  const anyText = fc.oneof(fc.constantFrom(...SPITEFUL), fc.string({ unit: 'binary', maxLength: 30 }));
  // Line ends are ours, and CSV has those of its own.
  const UNPRINTABLE = /(?!\r?\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

  it.each(FORMAT_NAMES)('%s: command a service, or a terminal', async (format) => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const report = await reportIn(format, [spiteful(text)]);
        expect(report).not.toMatch(UNPRINTABLE);
        expect(report).not.toMatch(/##[a-z]*\[/i);
        if (format !== 'github') expect(report).not.toMatch(/^\s*::/m);
      }),
      { numRuns: 60 },
    );
  });
});

describe('junit', () => {
  const schema = readFileSync(join(import.meta.dirname, 'junit.xsd'), 'utf8');
  const faultsOf = async (contents: string): Promise<readonly string[]> => {
    const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents }], schema: [schema] });
    return errors.map(({ message }) => message);
  };

  it.each(SETS)('of %s fits the schema, and its counts are right', async (_, workspaces) => {
    const text = await reportIn('junit', workspaces);
    expect(await faultsOf(text)).toEqual([]);
    const count = (pattern: RegExp): string => String(text.match(pattern)?.length ?? 0);
    expect(text.match(/<testsuites [^>]*>/)?.[0].replace(/\/?>$/, '')).toBe(
      `<testsuites name="flowdown" tests="${count(/<testcase /g)}" failures="${count(/<failure /g)}" errors="${count(/<error /g)}"`,
    );
    expect(count(/<testsuite /g)).toBe(String(workspaces.length));
  });

  it.each(SETS)('of %s is what a reader of JUnit reads', async (_, workspaces) => {
    const read = await readJunit(await reportIn('junit', workspaces));
    if (read === undefined || read === null || !('tests' in read)) throw new Error('no test suites');
    const suites = ('testsuite' in read ? read.testsuite : undefined) ?? [];
    expect(suites).toHaveLength(workspaces.length);
    const cases = suites.flatMap(({ testcase = [] }) => testcase);
    expect(cases).toHaveLength(read.tests ?? 0);
    expect(cases.filter(({ failure = [] }) => failure.length > 0)).toHaveLength(read.failures ?? 0);
    expect(cases.filter(({ error = [] }) => error.length > 0)).toHaveLength(read.errors ?? 0);
  });

  it('with a defect does not fit it', async () => {
    const text = await reportIn('junit', FEW);
    expect(await faultsOf(text.replace(' failures="1"', ''))).not.toEqual([]);
    expect(await faultsOf(text.replace('<failure ', '<failed '))).not.toEqual([]);
    expect(await faultsOf(text.replace('</testsuites>', ''))).not.toEqual([]);
  });

  it('fails where the check fails, and nowhere else', async () => {
    for (const workspace of EXAMPLES) {
      const text = await reportIn('junit', [workspace]);
      const { fails, nothing } = workspace.result ?? {};
      expect(/<(failure|error) /.test(text)).toBe(fails === true || nothing === true);
    }
  });
});

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

describe('gitlab', () => {
  // What the documentation of GitLab on code quality asks for: every field, of these types, and nothing before the list.
  it.each(SETS)('of %s has the fields that GitLab asks for', async (_, workspaces) => {
    const text = await reportIn('gitlab', workspaces);
    expect(text.startsWith('[')).toBe(true);
    const issues = JSON.parse(text) as readonly Issue[];
    for (const issue of issues) {
      expect(Object.keys(issue)).toEqual([
        'description',
        'check_name',
        'fingerprint',
        'severity',
        'location',
      ]);
      expect(typeof issue.description === 'string' && issue.description !== '').toBe(true);
      expect(issue.check_name).toMatch(/^[a-z0-9/-]+$/);
      expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(issue.severity);
      expect(issue.location.path).not.toMatch(/^(\/|\.\/)/);
      expect(Number.isInteger(issue.location.lines.begin) && issue.location.lines.begin > 0).toBe(true);
    }
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  });
});

describe('csv', () => {
  it.each(SETS)('of %s is read as it was meant', async (_, workspaces) => {
    const text = await reportIn('csv', workspaces);
    const rows: string[][] = parse(text, { record_delimiter: '\r\n', relax_column_count: false });
    const [head, ...others] = rows;
    expect(head.slice(0, 4)).toEqual(['kind', 'verdict', 'severity', 'settled']);
    const found = workspaces.reduce((sum, { result }) => sum + (result?.findings.length ?? 0), 0);
    expect(others.filter(([kind]) => kind === 'finding').length).toBe(found);
    for (const each of rows.flat()) {
      expect(each).not.toMatch(/^[=+\-@\t\r\n]/);
      // Nor where semicolons divide cells.
      expect(each).not.toMatch(/;\s*[=+\-@]/);
    }
  });
});

describe('ndjson', () => {
  it.each(SETS)('of %s is a value a line, and a summary for each workspace', async (_, workspaces) => {
    const text = await reportIn('ndjson', workspaces);
    const values = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as { readonly type: string });
    const count = (wanted: string): number => values.filter(({ type }) => type === wanted).length;
    expect(count('summary')).toBe(workspaces.length);
    expect(count('finding')).toBe(
      workspaces.reduce((sum, { result }) => sum + (result?.findings.length ?? 0), 0),
    );
  });
});

interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Commands as the runner of GitHub finds them in the lines of a log, in their newer and in their older form. */
function commandsIn(log: string): readonly Command[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const match = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line);
    if (match === null) return line.includes('##[') ? [{ name: 'older', properties: {}, text: line }] : [];
    const [, name, written = '', text] = match;
    const pairs = written.split(',').map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), unescaped(pair.slice(at + 1))];
    });
    return [{ name, properties: Object.fromEntries(pairs), text: unescaped(text) }];
  });
}

function unescaped(text: string): string {
  const marks = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',' };
  const plain = Object.entries(marks).reduce((sum, [mark, by]) => sum.replaceAll(mark, by), text);
  return plain.replaceAll('%25', '%');
}

describe('github', () => {
  it.each(SETS)('of %s has a command for each open act, and no other', async (_, workspaces) => {
    const commands = commandsIn(await reportIn('github', workspaces));
    const count = ({ result, problems }: Reported): number =>
      result === undefined
        ? problems.length
        : result.absent.length + result.acts.filter(({ isWaived, isKnown }) => !isWaived && !isKnown).length;
    expect(commands.length).toBe(workspaces.reduce((sum, each) => sum + count(each), 0));
    for (const { name, properties, text } of commands) {
      expect(['error', 'warning', 'notice']).toContain(name);
      expect(Object.keys(properties).slice(0, 3)).toEqual(['file', 'line', 'endLine']);
      expect(Object.keys(properties).at(-1)).toBe('title');
      expect(text).not.toBe('');
    }
  });

  it('gives the path back as it is, with every mark in it', async () => {
    const path = 'a%0A::b,c=d:e%25';
    const { files, ...rest } = mixed();
    const workspace = reported({
      ...rest,
      files: files.map((file) => ({ ...file, path: `${path}.flow.json` })),
    });
    for (const { properties } of commandsIn(await reportIn('github', [workspace])))
      expect(properties.file).toBe(`mixed/${path}.flow.json`);
  });

  it.each(SETS)('the job summary of %s has tables, and no link, tag or call', async (_, workspaces) => {
    const page = await jobSummaryOf(workspaces);
    // Code in lines holds what it likes; a bar would end its cell all the same.
    const prose = page
      .replaceAll('<!-- -->', '\u00b6')
      .replace(/`[^`\n]*`/g, (code) => (code.includes('|') ? '|' : ''));
    expect(prose).not.toMatch(/(?<!\\)[<>[\]`]/);
    expect(prose).not.toMatch(/:\/\/|\bwww\.|[@#](?=\w)/i);
    let columns = 0;
    for (const line of prose.split('\n')) {
      if (!line.startsWith('|')) columns = 0;
      else {
        const cells = line.split(/(?<!\\)\|/).length;
        expect(columns === 0 || cells === columns).toBe(true);
        columns = cells;
      }
    }
    // GitHub drops more than a mebibyte.
    expect(Buffer.byteLength(page)).toBeLessThan(1024 * 1024);
  });

  it('the job summary stays small, whatever there is to tell', async () => {
    const many = Array.from({ length: 40 }, () => spiteful('\u{1f600}|*'.repeat(400)));
    const page = await jobSummaryOf(many, { limit: Infinity });
    expect(Buffer.byteLength(page)).toBeLessThan(1024 * 1024);
    expect(page).toMatch(/acts? (is|are) not shown here/);
  });
});
