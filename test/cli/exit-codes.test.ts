/** Every cell of the table of exit codes, by the built command line; and every command has its row. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/arguments/all.ts';
import { allCommands, treeOf } from '../../src/cli/command-tree.ts';
import { tableAfter, textOf } from '../docs/pages.ts';
import { CLI, folderWith, ROOT, run, writeFiles } from './run.ts';

const CODES = ['0', '1', '2', '3'] as const;
type Cells = Partial<Record<(typeof CODES)[number], readonly (readonly string[])[]>>;

const GROUND = `flowdown: 1
parties: { agency: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const VIOLATED = `${GROUND}flows: { send: { from: camera, to: share, data: [plates] } }\n`;
const UNDECIDED = `${VIOLATED}authorizations:
  order: { by: agency, to: vendor, data: [plates], actions: [hold], channels: [network] }
`;
const REVERSED = `${GROUND}access:
  visit: { party: vendor, systems: [camera], period: { from: 2026-02-01, until: 2026-01-01 } }
`;
const CONFIG = 'packs: [core]\n';
const PACK = (name: string): string =>
  `pack: ${name}\ntitle: A pack\ndescription: What it is for.\nreviewed: 2026-01-15\n`;
const MODEL = readFileSync(join(ROOT, 'test/import/models/clinic.yaml'), 'utf8');
const cwd = folderWith({
  'clean/x.flow.yaml': GROUND,
  'violated/x.flow.yaml': VIOLATED,
  'undecided/x.flow.yaml': UNDECIDED,
  'broken/x.flow.yaml': 'flowdown: 1\nparties: [\n',
  'misconfigured/flowdown.config.yaml': 'pack: core\n',
  'empty/flowdown.config.yaml': CONFIG,
  'old/x.flow.yaml': VIOLATED,
  'mended/x.flow.yaml': VIOLATED,
  'reversed/x.flow.yaml': REVERSED,
  'fresh/x.flow.yaml': VIOLATED,
  'bare/pack.yaml': PACK('bare'),
  'unsound/pack.yaml': 'pack: other\n',
  'model.yaml': MODEL,
  'signed/x.flow.yaml': GROUND,
  'unsigned/x.flow.yaml': GROUND,
  'nothing-signed/readme.txt': '',
});

const CELLS: Readonly<Record<string, Cells>> = {
  init: { 0: [['made', '--yes']], 2: [['empty', '--yes']] },
  check: {
    0: [['clean'], ['undecided'], ['violated', '--exit-zero']],
    1: [['violated']],
    2: [
      ['broken'],
      ['misconfigured'],
      ['clean', '--since', 'main'],
      ['violated', 'broken'],
      ['clean', 'violated', '--certificate', 'two.json'],
    ],
    3: [['empty'], ['undecided', '--strict']],
  },
  diff: { 0: [['clean', 'violated']], 2: [['clean', 'broken'], ['no-such-revision']] },
  watch: { 0: [['clean']], 1: [['violated']], 2: [['broken']], 3: [['empty']] },
  inspect: { 0: [['violated']], 2: [['broken']] },
  why: { 0: [['plates', 'share', 'violated']], 2: [['plates', 'shelf', 'violated']] },
  exposure: { 0: [['zone:office', 'violated']], 2: [['zone:cellar', 'violated']] },
  incident: { 0: [['zone:office', 'violated']], 2: [['zone:cellar', 'violated']] },
  forecast: { 0: [['violated', '--until', 'P30D']], 2: [['broken', '--until', 'P30D']] },
  questions: { 0: [['undecided']], 2: [['undecided', '--party', 'nobody']] },
  waivers: { 0: [['clean']], 2: [['broken']] },
  'baseline create': { 0: [['fresh']], 2: [['old']], 3: [['empty']] },
  'baseline check': { 0: [['old']], 1: [['mended']], 2: [['clean']] },
  'baseline prune': { 0: [['old']], 2: [['clean']] },
  explain: { 0: [['core/opaque-flow']], 2: [['core/no-such-rule']] },
  repair: {
    0: [['flow:send/plates', 'violated']],
    1: [['core/reversed-period', 'reversed']],
    2: [['no-such-finding', 'violated']],
  },
  'rules list': { 0: [[], ['core']], 2: [['no-such-pack']] },
  'rules show': { 0: [['core/opaque-flow']], 2: [['core/no-such-rule']] },
  'rules lint': { 0: [['rich']], 2: [['unsound']], 3: [['bare']] },
  'config print': { 0: [['empty']], 2: [['misconfigured']] },
  sign: {
    0: [['--new-key', 'other.pem']],
    2: [['--key', 'no-such.pem', 'clean/x.flow.yaml'], ['clean/x.flow.yaml']],
  },
  verify: { 0: [['signed']], 1: [['unsigned']], 2: [['broken']], 3: [['nothing-signed']] },
  'verify-certificate': {
    0: [['certificate.json', 'clean']],
    1: [['certificate.json', 'violated']],
    2: [
      ['no-such.json', 'clean'],
      ['model.yaml', 'clean'],
      ['certificate.json', 'broken'],
    ],
  },
  'new rule': { 0: [['rich/two']], 2: [['rich/one']] },
  test: { 0: [['./rich']], 1: [['./wrong']], 2: [['./unsound']], 3: [['./bare']] },
  import: { 0: [['threagile', 'model.yaml']], 2: [['threagile', 'no-such.yaml']] },
  export: { 0: [['mermaid', 'violated']], 2: [['mermaid', 'broken'], ['no-such-format']] },
  completion: { 0: [['bash']], 2: [['no-such-shell']] },
};

async function done(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(args, { cwd });
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: '' });
  return stdout;
}

/** What other commands have to make first. */
async function prepare(): Promise<void> {
  await done('baseline', 'create', 'old');
  await done('baseline', 'create', 'mended');
  writeFiles(cwd, { 'mended/x.flow.yaml': GROUND });
  await done('new', 'rule', 'rich/one');
  await done('new', 'rule', 'wrong/one');
  const rule = readFileSync(join(cwd, 'wrong/one.yaml'), 'utf8');
  writeFiles(cwd, {
    'wrong/one.yaml': rule
      .replace('verdict: violates', 'verdict: complies')
      .replace(/ +subject: flow.*\n/, ''),
  });
  const [, publicKey] = /public: "([^"]+)"/.exec(await done('sign', '--new-key', 'key.pem')) ?? [];
  const config = `${CONFIG}keys: { one: { public: "${publicKey}" } }\ntrust: { "**": { parties: [agency, vendor], signedBy: [one] } }\n`;
  for (const folder of ['signed', 'unsigned', 'nothing-signed']) {
    writeFiles(cwd, { [`${folder}/flowdown.config.yaml`]: config });
  }
  await done('sign', '--key', 'key.pem', 'signed/x.flow.yaml');
  await done('check', 'clean', '--certificate', 'certificate.json');
}

/** A watch is interrupted after its first check. */
function watched(args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [CLI, 'watch', ...args], { cwd });
  child.stderr.on('data', (bytes: Buffer) => {
    if (/exit code \d/.test(bytes.toString())) child.kill('SIGINT');
  });
  return new Promise((ended) => child.once('exit', ended));
}

async function codeOf(command: string, args: readonly string[]): Promise<number | null> {
  if (command === 'watch') return watched(args);
  return (await run([...command.split(' '), ...args], { cwd })).code;
}

const rows = tableAfter(textOf('docs/configuration.md'), '### By command');

describe('the table of exit codes', () => {
  beforeAll(prepare, 30_000);

  it('has a row for every command', () => {
    const program = new Command('flowdown');
    for (const declare of COMMANDS) declare(program, () => {});
    const leaves = allCommands(treeOf(program)).filter(({ commands }) => commands.length === 0);
    expect(rows.map(([command]) => command)).toEqual(leaves.map(({ words }) => words.join(' ')));
  });

  it('says of each command which codes it has', () => {
    const stated = rows.map(([command, ...cells]) => [command, CODES.filter((_, i) => cells[i] !== '')]);
    expect(stated).toEqual(Object.entries(CELLS).map(([command, cells]) => [command, Object.keys(cells)]));
  });

  const cases = Object.entries(CELLS).flatMap(([command, cells]) =>
    Object.entries(cells).flatMap(([code, each]) =>
      each.map((args) => ({ command, code: Number(code), args })),
    ),
  );
  it.each(cases)('$command ends with $code: $args', async ({ command, code, args }) => {
    expect(await codeOf(command, args)).toBe(code);
  });

  it.each(Object.keys(CELLS))('%s ends with 2 on bad usage', async (command) => {
    expect(await codeOf(command, ['--no-such-option'])).toBe(2);
  });
});
