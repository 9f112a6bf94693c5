/** The rules on imports see the code, and each of them catches what it is there for. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ROOT } from './pages.ts';

const CONFIG = join(ROOT, '.dependency-cruiser.cjs');

interface Cruise {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

function cruise(folder: string): Cruise {
  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const argv = [program, '--config', CONFIG, '--output-type', 'json', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, argv, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Cruise;
}

/** File to its text; each breaks the rule that it stands under, and no other file does. */
const BREACHES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'run-looks-inwards': { 'src/run/out.ts': "import '../cli/target.ts';" },
  'report-looks-inwards': { 'src/report/out.ts': "import '../run/target.ts';" },
  'answers-looks-inwards': { 'src/answers/out.ts': "import '../report/target.ts';" },
  'findings-looks-inwards': { 'src/findings/out.ts': "import '../report/target.ts';" },
  'rules-looks-inwards': {
    'src/rules/out.ts': "import type { T } from '../findings/target.ts'; export type U = T;",
  },
  'analysis-looks-inwards': { 'src/analysis/out.ts': "import '../rules/target.ts';" },
  'model-looks-inwards': { 'src/model/link/out.ts': "import '../../analysis/target.ts';" },
  'manifest-looks-inwards': {
    'src/manifest/out.ts': "export const later = () => import('../model/target.ts');",
  },
  'verify-stands-alone': { 'src/verify/out.ts': "import '../model/target.ts';" },
  'analysis-without-verify': { 'src/analysis/verify.ts': "import '../verify/target.ts';" },
  'certify-only-from-cli': { 'src/report/certify.ts': "import '../certify/target.ts';" },
  'import-uses-manifest': { 'src/import/out.ts': "import '../model/target.ts';" },
  'export-uses-manifest': { 'src/export/out.ts': "import '../model/target.ts';" },
  'export-only-from-cli': { 'src/run/export.ts': "import '../export/target.ts';" },
  'import-only-from-cli': { 'src/run/import.ts': "import '../import/target.ts';" },
  'commander-only-in-cli': { 'src/run/commander.ts': "import 'commander';" },
  'picomatch-only-in-run': { 'src/model/picomatch.ts': "import 'picomatch';" },
  'yaml-only-in-manifest': { 'src/rules/yaml.ts': "import 'yaml';" },
  'io-only-from-cli': { 'src/run/io.ts': "import '../io/target.ts';" },
  'io-stands-alone': { 'src/io/out.ts': "import '../manifest/target.ts';" },
  'node-only-in-io-and-cli': {
    'src/model/node.ts': "import 'node:fs';",
    'src/run/node.ts': "import 'path';",
  },
  'no-network': {
    'src/cli/network.ts': "import 'node:https';",
    'src/io/program.ts': "import 'child_process';",
  },
  'sign-uses-manifest': { 'src/sign/model.ts': "import '../model/target.ts';" },
  'compare-looks-inwards': { 'src/compare/report.ts': "import '../report/target.ts';" },
  'code-only-at-the-start': { 'src/io/code.ts': "import 'node:vm';" },
  'generated-for-its-users': { 'src/analysis/generated.ts': "import '../generated/target.ts';" },
  'public-from-within': { 'src/cli/public.ts': "import '../index.ts';" },
  'nothing-from-outside': { 'src/cli/test.ts': "import '../../test/target.ts';" },
  'typebox-only-in-formats': { 'src/rules/typebox.ts': "import '@sinclair/typebox';" },
  'formats-as-types': {
    'src/rules/value.ts': "import { A } from './format.ts'; export const b = A;",
    'src/run/mixed.ts': "import { A, type B } from '../rules/format.ts'; export const b: B = A;",
  },
  // A cycle is told once, of its first module.
  'no-cycles': { 'src/model/one.ts': "import { two } from './two.ts'; export const one = () => two;" },
  'everything-resolves': { 'src/model/nowhere.ts': "import './missing.ts';" },
  'parts-are-declared': { 'src/model/undeclared.ts': "import 'acorn';" },
};

const LAYERS = [
  'cli',
  'run',
  'report',
  'compare',
  'answers',
  'findings',
  'rules',
  'analysis',
  'certify',
  'verify',
  'model',
  'manifest',
  'import',
  'export',
  'sign',
  'io',
  'generated',
];

/** Files that break nothing. */
const INNOCENT: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    LAYERS.map((layer) => [`src/${layer}/target.ts`, 'export type T = string; export const t = 1;']),
  ),
  'src/index.ts': "export * from './run/target.ts';",
  'test/target.ts': 'export const t = 1;',
  'src/rules/format.ts': "import '@sinclair/typebox'; export type B = number; export const A: B = 1;",
  'src/rules/type.ts': "import type { B } from './format.ts'; export type C = B;",
  'src/run/other-format.ts': "export { A } from '../rules/format.ts';",
  'src/model/two.ts': "import { one } from './one.ts'; export const two = () => one;",
  'src/cli/all.ts':
    "import 'node:util'; import '../io/target.ts'; import '../manifest/target.ts'; import 'commander';",
};

describe('layers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'flowdown-layers-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('the rules see the modules of src, and find nothing', () => {
    const { modules, summary } = cruise(ROOT);
    const own = modules.filter(({ source }) => /^src\/.*\.ts$/.test(source) && !source.endsWith('.d.ts'));
    expect(own.length).toBeGreaterThanOrEqual(50);
    expect(summary.violations).toEqual([]);
  });

  it('each rule catches its breach, and nothing else', () => {
    const files = { ...INNOCENT, ...Object.assign({}, ...Object.values(BREACHES)) } as Record<string, string>;
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), `${text}\n`);
    }
    copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const caught: Record<string, Set<string>> = {};
    for (const { rule, from } of cruise(folder).summary.violations)
      (caught[rule.name] ??= new Set()).add(from);
    const expected = Object.entries(BREACHES).map(([rule, broken]) => [rule, new Set(Object.keys(broken))]);
    expect(caught).toEqual(Object.fromEntries(expected));
  });

  it('every rule has a sentence and a breach', () => {
    const { forbidden } = createRequire(import.meta.url)(CONFIG) as {
      forbidden: readonly { readonly name: string; readonly comment: string; readonly severity: string }[];
    };
    expect(forbidden.map(({ name }) => name).toSorted()).toEqual(Object.keys(BREACHES).toSorted());
    for (const { comment, severity } of forbidden) {
      expect(comment).toMatch(/^[A-Za-z].*[.]$/);
      expect(severity).toBe('error');
    }
  });
});
