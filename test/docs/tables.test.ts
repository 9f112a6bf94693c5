/** What pages list is what there is. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Exit } from '../../src/cli/exit.ts';
import { CHANGE_RULES } from '../../src/compare/change-rules.ts';
import { FORMAT_NAMES, FORMATS } from '../../src/report/formats.ts';
import { ROOT, tableAfter, textOf } from './pages.ts';

const codes = Object.entries(Exit).map(([name, code]) => [String(code), name]);

describe('exit codes', () => {
  it('README.md has them', () => {
    const table = tableAfter(textOf('README.md'), '## As a gate in CI');
    expect(table.map((row) => row.slice(0, 2))).toEqual(codes);
  });

  it('docs/configuration.md has them', () => {
    const table = tableAfter(textOf('docs/configuration.md'), '## Exit codes');
    expect(table.map(([code]) => code)).toEqual(codes.map(([code]) => code));
  });
});

describe('docs/gate.md', () => {
  it('has every finding of a change, as explain tells it', () => {
    const listed = tableAfter(textOf('docs/gate.md'), '## What is gone');
    const told = CHANGE_RULES.map(({ id, severity, when }) => [id, severity, when]);
    expect(listed.toSorted()).toEqual(told.toSorted());
  });
});

describe('docs/reports.md', () => {
  const page = textOf('docs/reports.md');

  it('has every format, and a section for each', () => {
    const listed = tableAfter(page, '## Which one').map(([format]) => format);
    expect(listed).toEqual(FORMAT_NAMES.map((name) => `[${name}](#${name})`));
    expect(FORMAT_NAMES.filter((name) => !page.includes(`\n## ${name}\n`))).toEqual([]);
  });

  it('says what each counts', () => {
    const counted = tableAfter(page, '## Which one').map((row) => row.at(-1));
    expect(counted).toEqual(FORMAT_NAMES.map((name) => FORMATS[name].counts));
  });
});

describe('docs/configuration.md', () => {
  const page = textOf('docs/configuration.md');

  it('has the bound of every format', () => {
    const listed = tableAfter(page, '## Outputs').map(([format, counts, limit]) => [
      format,
      counts.split(',')[0],
      limit.split(',')[0],
    ]);
    expect(listed).toEqual(
      Object.entries(FORMATS).map(([name, { counts, limit }]) => [
        name,
        counts,
        limit === Infinity ? 'all' : String(limit),
      ]),
    );
  });

  it('has every key of the configuration', () => {
    const schema = JSON.parse(textOf('schema/config.schema.json')) as { properties: Record<string, unknown> };
    const keys = tableAfter(page, '## The keys').map(([key]) => key);
    expect(keys.toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  });

  it.each([
    'init',
    'check',
    'diff',
    'sign',
    'verify',
    'verify-certificate',
    'watch',
    'forecast',
    'completion',
    'inspect',
    'why',
    'exposure',
    'incident',
    'questions',
    'waivers',
    'baseline create',
    'baseline check',
    'baseline prune',
    'explain',
    'repair',
    'rules list',
    'rules show',
    'rules lint',
    'config print',
    'new rule',
    'test',
    'import',
  ])('has flowdown %s and every option of it', (command) => {
    const argv = [join(ROOT, 'dist/flowdown.js'), ...command.split(' '), '--help'];
    const { stdout } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    expect(stdout).toContain(`Usage: flowdown ${command} `);
    expect(page).toContain(`\`flowdown ${command} `);
    const options = [...stdout.matchAll(/^\s+(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option);
    expect(options).toContain('--help');
    expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
  });
});

describe('pages of rules', () => {
  const folders = readdirSync(join(ROOT, 'rules')).filter((name) =>
    existsSync(join(ROOT, 'rules', name, 'pack.yaml')),
  );
  const rules = folders.flatMap((pack) =>
    readdirSync(join(ROOT, 'rules', pack))
      .filter((file) => file.endsWith('.yaml') && file !== 'pack.yaml')
      .map((file) => `${pack}/${file.slice(0, -'.yaml'.length)}`),
  );

  it('docs/rules/README.md has every rule and no other', () => {
    const page = textOf('docs/rules/README.md');
    const headings = page.split('\n').filter((line) => /^##+ /.test(line));
    const listed = headings.flatMap((heading) => tableAfter(page, heading).map(([rule]) => rule));
    const links = rules.map((rule) => `[${rule}](${rule}.md)`);
    expect(listed.toSorted()).toEqual(links.toSorted());
  });

  it('docs/rules.md has every field of a rule and no other', () => {
    const schema = JSON.parse(textOf('schema/rule.schema.json')) as { properties: Record<string, unknown> };
    const listed = tableAfter(textOf('docs/rules.md'), '## The form of a rule').flatMap(([fields]) =>
      fields.split(', '),
    );
    expect(listed.toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  });

  it('docs/rules.md has every pack and no other', () => {
    const listed = tableAfter(textOf('docs/rules.md'), '## The rules that exist').map(([pack]) => pack);
    expect(listed.toSorted()).toEqual(folders.toSorted());
  });
});

describe('ARCHITECTURE.md', () => {
  it('has every folder under src', () => {
    const folders = readdirSync(join(ROOT, 'src'), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isDirectory())
      .map(
        ({ parentPath, name }) =>
          `${join(parentPath, name)
            .slice(ROOT.length + 1)
            .replaceAll('\\', '/')}/`,
      );
    expect(folders).toContain('src/model/link/');
    const page = textOf('ARCHITECTURE.md');
    expect(folders.filter((folder) => !page.includes(`| \`${folder}\` |`))).toEqual([]);
  });

  it('has every part that is installed', () => {
    const { dependencies, devDependencies } = JSON.parse(textOf('package.json')) as Record<
      string,
      Record<string, string> | undefined
    >;
    expect(dependencies).toBeUndefined();
    const page = textOf('ARCHITECTURE.md');
    expect(Object.keys(devDependencies ?? {}).filter((part) => !page.includes(`\`${part}\``))).toEqual([]);
  });
});
