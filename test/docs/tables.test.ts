/** What pages list is what there is. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Exit } from '../../src/cli/exit.ts';
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

describe('docs/configuration.md', () => {
  const page = textOf('docs/configuration.md');

  it('has every key of the configuration', () => {
    const schema = JSON.parse(textOf('schema/config.schema.json')) as { properties: Record<string, unknown> };
    const keys = tableAfter(page, '## The keys').map(([key]) => key);
    expect(keys.toSorted()).toEqual(Object.keys(schema.properties).toSorted());
  });

  it.each(['check', 'inspect', 'why', 'exposure', 'incident', 'questions', 'explain', 'test', 'import'])(
    'has every option of flowdown %s',
    (command) => {
      const { stdout } = spawnSync(process.execPath, [join(ROOT, 'dist/flowdown.js'), command, '--help'], {
        encoding: 'utf8',
      });
      const options = [...stdout.matchAll(/^\s+(?:-\w, )?(--[\w-]+)/gm)].map(([, option]) => option);
      expect(options.length).toBeGreaterThanOrEqual(2);
      expect(options.filter((option) => !page.includes(`\`${option}`))).toEqual([]);
    },
  );
});

describe('docs/rules.md', () => {
  const page = textOf('docs/rules.md');
  const folders = readdirSync(join(ROOT, 'rules'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const rules = folders.flatMap(({ name: pack }) =>
    readdirSync(join(ROOT, 'rules', pack))
      .filter((file) => file.endsWith('.yaml') && file !== 'pack.yaml')
      .map((file) => `${pack}/${file.slice(0, -'.yaml'.length)}`),
  );

  it('has every rule and no other', () => {
    const listed = [...page.matchAll(/^\| `([\w-]+\/[\w-]+)` \|/gm)].map(([, rule]) => rule);
    expect(listed.toSorted()).toEqual(rules.toSorted());
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
