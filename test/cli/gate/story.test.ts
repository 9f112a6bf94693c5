/** One repository with an agency and a supplier, through the changes that a gate is there for: with and without it. */
import { describe, expect, it } from 'vitest';
import {
  branch,
  change,
  commit,
  flowdown,
  git,
  headline,
  merge,
  repositoryWith,
  told,
} from './repository.ts';

const CONFIG = `packs: [core]
rules: { core/unused-authorization: off, core/unused-waiver: off }
trust:
  agency/**: [agency]
  suppliers/vendor.flow.yaml: [vendor]
required: [agency, vendor]
`;
const AGENCY = `flowdown: 1
parties: { agency: { name: Agency } }
zones: { port: { operator: agency } }
data:
  plates: { category: vehicle.license-plate.image, owner: agency, records: 1000, subjects: 800 }
  faces: { category: biometric.face.image, owner: agency, records: 500, subjects: 400 }
  notices: { category: vehicle.license-plate, owner: agency, records: 20, subjects: 20 }
systems: { camera: { zone: port, collects: [plates, faces, notices] } }
contracts: { service: { acquirer: agency, supplier: vendor } }
authorizations:
  order: { by: agency, to: vendor, data: [notices], actions: [hold], period: { until: 2019-12-31 } }
`;
const VENDOR = `flowdown: 1
speaksFor: [vendor]
parties: { vendor: { name: Vendor } }
zones: { office: { operator: vendor } }
systems:
  share: { zone: office }
flows:
  send: { from: camera, to: share, data: [plates], channel: network }
`;
const FILE = 'suppliers/vendor.flow.yaml';
const BASELINE = 'flowdown.baseline.json';
const TRANSFER = 'core/unauthorized-transfer';

const NOTICES = '  notify: { from: camera, to: share, data: [notices], channel: network }\n';
const FACES = '  more: { from: camera, to: share, data: [faces], channel: network }\n';
const waiver = (by: string): string => `waivers:
  faces-for-now:
    rule: ${TRANSFER}
    subject: flow:more/faces
    reason: the order is being signed
    by: ${by}
    expires: 2019-08-31
`;
const GATE = ['--gate', 'main'];
const cwd = repositoryWith({
  'flowdown.config.yaml': CONFIG,
  'agency/agency.flow.yaml': AGENCY,
  [FILE]: VENDOR,
});
const main = (path: string): string => git(cwd, 'show', `main:${path}`);

/** The code of a plain check and the one of the gate. */
async function codes(...args: string[]): Promise<readonly [plain: number | null, gate: number | null]> {
  return [(await told(cwd, ...args)).code, (await told(cwd, ...GATE, ...args)).code];
}

describe('a repository of an agency and its supplier', () => {
  it('is adopted with a baseline: what is old fails nothing from then on', async () => {
    expect((await told(cwd)).open).toEqual([`${TRANSFER} flow:send/plates`]);
    expect(await codes()).toEqual([1, 0]); // In the base too, so that the gate lets the branch with the baseline pass.
    git(cwd, 'checkout', '--quiet', '-b', 'adopt');
    expect((await flowdown(cwd, 'baseline', 'create')).code).toBe(0);
    commit(cwd, 'adopt');
    const gate = await told(cwd, ...GATE);
    expect(gate.code).toBe(0);
    expect(gate.gate.map(({ setting }) => setting)).toEqual([expect.stringMatching(/^baseline\./)]);
    merge(cwd);
    const { code, summary } = await told(cwd);
    expect({ code, ...summary }).toMatchObject({ code: 0, violations: 0, known: 1 });
    expect(await codes()).toEqual([0, 0]);
  });

  it('gets a flow that is allowed: it passes, and is shown all the same', async () => {
    branch(cwd, 'allowed', { [FILE]: main(FILE) + NOTICES });
    expect(await codes()).toEqual([0, 0]);
    const allowed =
      '**This change lets `vendor` keep `notices` of `agency` in `office`, which is authorized; it adds no violation.**';
    expect(await headline(cwd, ...GATE)).toBe(allowed);
    const { code, stdout } = await flowdown(cwd, 'diff', 'main');
    expect(code).toBe(0);
    expect(stdout).toContain('+ vendor keeps notices (vehicle.license-plate), owned by agency, in office\n');
    merge(cwd);
  });

  it('gets a flow that is forbidden: it fails, and the comment begins with party, data and zone', async () => {
    branch(cwd, 'forbidden', { [FILE]: main(FILE) + FACES });
    for (const args of [[], ['--since', 'main'], GATE]) {
      expect(await told(cwd, ...args)).toMatchObject({ code: 1, open: [`${TRANSFER} flow:more/faces`] });
    }
    expect(await headline(cwd, ...GATE)).toBe(
      '**This change lets `vendor` keep `faces` of `agency` in `office`, which is NOT AUTHORIZED; it adds 1 violation.**',
    );
  });

  it('has a system and a flow renamed: what was known of them stays known', async () => {
    const renamed = main(FILE).replaceAll('share', 'file-share').replace('  send:', '  deliver:');
    branch(cwd, 'rename', { [FILE]: renamed });
    // The baseline of the head still has the old names; what was found in the base is carried.
    expect((await told(cwd, '--since', 'main')).code).toBe(0);
    const gate = await told(cwd, ...GATE);
    expect(gate).toMatchObject({ code: 0, open: [] });
    expect(gate.findings).toMatchObject([
      { rule: TRANSFER, subject: 'flow:deliver/plates', known: 'baseline' },
    ]);
    const { stdout } = await flowdown(cwd, 'diff', 'main');
    expect(stdout).toContain('systems file-share: renamed');
    expect(stdout).toContain('flows deliver: renamed');
    expect(stdout).not.toContain('Who gains');
  });

  it('has a known flow led to another place: it is another finding, whatever base and baseline know', async () => {
    const elsewhere = main(FILE)
      .replace('office: { operator: vendor }', 'office: { operator: vendor }, annex: { operator: vendor }')
      .replace('systems:', 'systems:\n  archive: { zone: annex }')
      .replace('to: share', 'to: archive');
    branch(cwd, 'elsewhere', { [FILE]: elsewhere });
    for (const args of [['--since', 'main'], GATE]) {
      const { code, open } = await told(cwd, ...args);
      expect(code).toBe(1);
      expect(open).toContain(`${TRANSFER} flow:send/plates`);
    }
    expect((await flowdown(cwd, 'check', ...GATE, '--party', 'vendor')).code).toBe(2);
  });

  it('has a flow of the past left out: its copy does not go away in silence', async () => {
    const without = main(FILE).replace(/^flows:\n {2}send:.*\n/m, 'flows:\n');
    branch(cwd, 'forgotten', { [FILE]: without });
    const { open } = await told(cwd, ...GATE);
    expect(open).toContain('change/copy-gone-without-disposal systems:share');
  });

  it('lets an authorization end: a check fails, and a change that has no part in it passes', async () => {
    branch(cwd, 'later', { 'agency/note.txt': 'nothing\n' });
    const late = ['--at', '2020-02-01'];
    expect(await codes('--at', '2019-12-31')).toEqual([0, 0]);
    expect(await told(cwd, ...late)).toMatchObject({
      code: 1,
      open: ['core/expired-authorization flow:notify/notices', `${TRANSFER} flow:notify/notices`],
    });
    const gate = await told(cwd, ...GATE, ...late);
    expect(gate).toMatchObject({ code: 0, open: [] });
    expect(gate.findings.find(({ subject }) => subject === 'flow:notify/notices')).toMatchObject({
      known: 'base',
    });
  });

  it('has a supplier permit itself something: it has no effect and fails', async () => {
    const permit =
      'authorizations:\n  mine: { by: agency, to: vendor, data: [faces, plates], actions: [hold] }\n';
    branch(cwd, 'permit', { [FILE]: main(FILE) + FACES + permit });
    const open = ['core/unentitled-statement authorizations:mine', `${TRANSFER} flow:more/faces`];
    for (const args of [[], GATE]) {
      const { code, open: found } = await told(cwd, ...args);
      expect({ code, found: [...found].sort() }).toEqual({ code: 1, found: [...open].sort() });
    }
  });

  it('has the supplier waive its own finding: it fails either way', async () => {
    branch(cwd, 'self-waived', { [FILE]: main(FILE) + FACES + waiver('agency') });
    const plain = await told(cwd);
    expect(plain.code).toBe(1);
    expect(plain.open).toContain('core/unentitled-statement waivers:faces-for-now');
    expect(plain.open).toContain(`${TRANSFER} flow:more/faces`);
    const gate = await told(cwd, ...GATE);
    expect(gate.code).toBe(1);
    expect(gate.open).toContain(`${TRANSFER} flow:more/faces`);
    branch(cwd, 'self-granted', { [FILE]: main(FILE) + FACES + waiver('vendor') });
    expect(await codes()).toEqual([1, 1]);
    expect((await told(cwd)).open).toContain('core/self-granted-waiver waivers:faces-for-now');
  });

  it('has the owner waive it: that counts in a check, and for the gate once it is merged', async () => {
    const agency = 'agency/agency.flow.yaml';
    branch(cwd, 'waived', { [FILE]: main(FILE) + FACES, [agency]: main(agency) + waiver('agency') });
    expect(await told(cwd)).toMatchObject({ code: 0, open: [], summary: { waived: 1 } });
    const gate = await told(cwd, ...GATE);
    expect(gate).toMatchObject({ code: 1, open: [`${TRANSFER} flow:more/faces`], summary: { waived: 0 } });
    expect(gate.gate.map(({ setting }) => setting)).toEqual(['waivers.faces-for-now']);
    // The waiver first, and then what it is for.
    branch(cwd, 'waiver', { [agency]: main(agency) + waiver('agency') });
    expect((await told(cwd, ...GATE)).code).toBe(0);
    merge(cwd);
    branch(cwd, 'waived-before', { [FILE]: main(FILE) + FACES });
    expect(await told(cwd, ...GATE)).toMatchObject({ code: 0, open: [], summary: { waived: 1 }, gate: [] });
    // A change that takes the waiver away is still judged by it; the check after it is not.
    branch(cwd, 'unwaived', { [FILE]: main(FILE) + FACES, [agency]: AGENCY });
    expect(await codes()).toEqual([1, 0]);
    expect((await told(cwd, '--no-waivers')).code).toBe(1);
  });

  it('has the gate edited by the change that it would stop: the gate stays as it was, and says so', async () => {
    const more = FACES.replace('more:', 'other:');
    const baseline = main(BASELINE).replace(
      /\n {2}\]/,
      ',\n    {"rule":"core/unauthorized-transfer","subject":"flow:other/faces","data":"faces","owners":["agency"],"verdict":"violation","taken":"2019-06-01"}\n  ]',
    );
    const widened = CONFIG.replace('[vendor]\nreq', '[agency, vendor]\nreq').replace(
      'rules: {',
      'rules: { core/unentitled-statement: off,',
    );
    branch(cwd, 'edit', {
      [FILE]: main(FILE) + more,
      'flowdown.config.yaml': widened,
      [BASELINE]: baseline,
    });
    expect((await told(cwd)).code).toBe(0);
    const gate = await told(cwd, ...GATE);
    expect(gate).toMatchObject({ code: 1, open: [`${TRANSFER} flow:other/faces`] });
    expect(gate.gate.map(({ setting }) => setting)).toEqual([
      expect.stringMatching(/^baseline\./),
      'rules.core/unentitled-statement',
      'trust.suppliers/vendor.flow.yaml',
    ]);
    const { stdout } = await flowdown(cwd, 'check', ...GATE, '--format', 'markdown');
    expect(stdout).toContain('It would alter the gate itself');
    expect(stdout).toContain('trust.suppliers/vendor.flow.yaml');
    const { stdout: text } = await flowdown(cwd, 'check', ...GATE);
    expect(text).toContain('rules.core/unentitled-statement');
    branch(cwd, 'severity', {
      [FILE]: main(FILE) + more,
      'flowdown.config.yaml': CONFIG.replace('rules: {', `rules: { ${TRANSFER}: off,`),
    });
    expect(await codes()).toEqual([0, 1]);
  });

  it('loses a system that holds data: leaving it out is a finding, once a disposal is merged it is none', async () => {
    const GONE = 'change/system-gone-with-data systems:share';
    const without = VENDOR.replace(/systems:[^]*/, '');
    branch(cwd, 'left-out', { [FILE]: without });
    expect((await told(cwd)).code).toBe(0);
    for (const args of [['--since', 'main'], GATE]) {
      expect(await told(cwd, ...args)).toMatchObject({ code: 1, open: [GONE, GONE] });
    }
    // What is disposed of is not held any more, so that the system can go.
    const base = repositoryWith({
      'flowdown.config.yaml': CONFIG,
      'agency/agency.flow.yaml': AGENCY,
      [FILE]: VENDOR.replace('channel: network', 'channel: network, period: { until: 2019-04-30 }').replace(
        'share: { zone: office }',
        'share: { zone: office, disposals: [{ data: [plates], on: 2019-05-01, method: purge }] }',
      ),
    });
    branch(base, 'left-out', { [FILE]: without });
    for (const args of [['--since', 'main'], GATE]) {
      expect(await told(base, ...args)).toMatchObject({ code: 0, open: [] });
    }
  });

  it.each([
    ['emptied', { [FILE]: 'flowdown: 1\nspeaksFor: [vendor]\n' }],
    ['removed', { [FILE]: undefined }],
    ['moved', { [FILE]: undefined, 'suppliers/other.flow.yaml': VENDOR }],
  ])('has the manifest of a required party %s: it fails', async (name, files) => {
    branch(cwd, name, files);
    const gate = await told(cwd, ...GATE);
    expect(gate.code).toBe(1);
    expect(gate.open).toContain(`change/required-manifest-emptied manifest:vendor/${FILE}`);
  });

  it('gets a configuration below the folder of the supplier: it has no effect and is told', async () => {
    branch(cwd, 'nested', {
      [FILE]: main(FILE) + FACES,
      'suppliers/flowdown.config.yaml': 'packs: [core]\nfailOn: never\n',
    });
    for (const args of [[], GATE]) {
      const { code, open } = await told(cwd, ...args);
      expect(code).toBe(1);
      expect(open).toContainEqual(
        expect.stringMatching(/^core\/unentitled-statement .*suppliers\/flowdown\.config\.yaml/),
      );
    }
  });

  it('is left as it was by every comparison, whatever lies in the work tree', async () => {
    git(cwd, 'checkout', '--quiet', 'main');
    change(cwd, {
      [FILE]: VENDOR + NOTICES + FACES,
      'agency/staged.flow.yaml': 'flowdown: 1\nparties: { auditor: {} }\n',
    });
    git(cwd, 'add', 'agency/staged.flow.yaml');
    change(cwd, { 'agency/untracked.flow.yaml': 'flowdown: 1\nparties: { visitor: {} }\n' });
    const state = (): string =>
      ['rev-parse HEAD', 'status --porcelain', 'ls-files --stage', 'diff', 'stash list', 'reflog']
        .map((command) => git(cwd, ...command.split(' ')))
        .join('\n');
    const before = state();
    const { stdout } = await flowdown(cwd, 'diff', 'main', '--format', 'json');
    expect(stdout).toContain('"auditor"');
    expect(stdout).toContain('"visitor"');
    expect((await told(cwd, '--since', 'main')).summary.waived).toBe(1);
    await told(cwd, ...GATE);
    expect(state()).toBe(before);
  });
});
