/** Files of other formats beside manifests, through the built program. */
import { describe, expect, it } from 'vitest';
import { branch, flowdown, git, repositoryWith, told } from './gate/repository.ts';
import { folderWith, writeFiles } from './run.ts';

const DECLARED = `flowdown: 1
parties: { agency: { name: Agency }, vendor: { name: Vendor } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const MODEL = `threagile_version: 1.0.0
data_assets:
  Faces: { id: faces, owner: Agency, origin: Agency }
technical_assets:
  Gate:
    id: gate
    type: process
    owner: Agency
    data_assets_stored: [faces]
    communication_links:
      Upload:
        target: share
        protocol: https
        data_assets_sent: [faces]
  Share: { id: share, type: datastore, owner: Vendor }
`;
const WITHOUT = MODEL.replace(/    communication_links:[^]*(?=  Share)/, '');
const AT = ['--at', '2026-01-15'];

interface Report {
  readonly workspaces: readonly {
    readonly findings?: readonly {
      readonly rule: string;
      readonly place: { readonly file: string; readonly line: number };
    }[];
    readonly notes?: readonly string[];
    readonly problems?: readonly { readonly code: string; readonly file: string; readonly line: number }[];
  }[];
}

async function checked(cwd: string, ...args: string[]) {
  const { code, stdout, stderr } = await flowdown(cwd, 'check', ...AT, '--format', 'json', ...args);
  const [workspace] = stdout === '' ? [] : (JSON.parse(stdout) as Report).workspaces;
  return { code, stderr, workspace };
}

describe.concurrent('check --from', () => {
  it('finds what a model says, at its place in the model', async () => {
    const cwd = folderWith({ 'model.yaml': MODEL });
    const { code, stdout } = await flowdown(cwd, 'check', ...AT, '--from', 'threagile', 'model.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('model.yaml:11:7   error   core/unauthorized-transfer');
    expect(stdout).toMatch(/ 11 \|\s+Upload:\n/);
    expect(stdout).toContain(
      'note: model.yaml, read as Threagile: 2 systems, 1 data sets, 1 flows, 2 zones, 2 parties; 0 values left out',
    );
  });

  it.each([
    [
      ['--from', 'threagil', 'm.yaml'],
      '--from wants a format before threagil. Did you mean threagile? There are: ',
    ],
    [['--from', 'threagile'], '--from wants a format and its files, such as: --from threagile model.yaml'],
    [['--from', 'threagile', 'm.yaml', '--mapping', 'no.yaml'], 'there is no mapping no.yaml'],
  ])('%j is bad usage', async (args, message) => {
    const { code, stdout, stderr } = await flowdown(folderWith({ 'm.yaml': MODEL }), 'check', ...args);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(message),
    });
  });

  it('never passes for want of a file, or because of one that is broken', async () => {
    const cwd = folderWith({
      'a.flow.yaml': DECLARED,
      'broken.yaml': 'technical_assets: {\n',
      'other.yaml': 'a: 1\n',
    });
    for (const file of ['gone.yaml', 'broken.yaml', 'other.yaml', '.']) {
      const { code, stdout } = await flowdown(cwd, 'check', ...AT, '--from', 'threagile', file);
      expect({ file, code, stdout }).toEqual({ file, code: 2, stdout: expect.stringContaining(file) });
    }
  });

  it('tells of a mapping that is not there, is wrong, or has nothing to map', async () => {
    const cwd = folderWith({
      'a.flow.yaml': DECLARED,
      'm.yaml': 'parties: {}\n',
      'wrong.yaml': 'partys: {}\n',
    });
    const gone = await checked(cwd, '--mapping', 'gone.yaml');
    expect({ code: gone.code, stderr: gone.stderr }).toEqual({
      code: 2,
      stderr: 'flowdown: there is no mapping gone.yaml\n',
    });
    expect((await checked(cwd, '--mapping', 'wrong.yaml')).code).toBe(2);
    const idle = await checked(cwd, '--mapping', 'm.yaml');
    expect(idle.code).toBe(3);
    expect(idle.workspace?.notes?.join()).toContain(
      'nothing is imported, so --mapping m.yaml changes nothing',
    );
  });

  it('takes what manifests declare for what a model only names, and refuses what both define', async () => {
    const mapping = 'parties: { Agency: agency, Vendor: vendor }\n';
    const cwd = folderWith({
      'a.flow.yaml': DECLARED,
      'model.yaml': MODEL,
      'flowdown.mapping.yaml': mapping,
    });
    const { code, workspace } = await checked(cwd, '--from', 'threagile', 'model.yaml');
    expect({ code, problems: workspace?.problems }).toEqual({ code: 1, problems: undefined });
    const twice = folderWith({
      'a.flow.yaml': `${DECLARED}zones: { z: { operator: agency } }\nsystems: { gate: { zone: z } }\n`,
      'model.yaml': MODEL,
      'flowdown.mapping.yaml': mapping,
    });
    const { code: refused, stdout } = await flowdown(
      twice,
      'check',
      ...AT,
      '--from',
      'threagile',
      'model.yaml',
    );
    expect(refused).toBe(2);
    expect(stdout).toContain('model.yaml:5:3');
    expect(stdout).toContain('a.flow.yaml:5');
  });
});

describe.concurrent('imports of a configuration', () => {
  const CONFIG = 'packs: [core]\nimports: { "models/*.yaml": threagile }\n';

  it('count in every command', async () => {
    const cwd = folderWith({ 'flowdown.config.yaml': CONFIG, 'models/a.yaml': MODEL });
    expect((await checked(cwd)).code).toBe(1);
    const { stdout } = await flowdown(cwd, 'why', 'faces', 'share', ...AT);
    expect(stdout).toContain('models/a.yaml:11');
    const { stdout: chart } = await flowdown(cwd, 'export', 'mermaid', ...AT);
    expect(chart).toContain('gate.upload: faces');
  });

  it('that take in nothing, or by a format that is not there, keep the workspace shut', async () => {
    const cwd = folderWith({ 'flowdown.config.yaml': CONFIG, 'a.flow.yaml': DECLARED });
    const { code, stdout } = await flowdown(cwd, 'check', ...AT);
    expect(code).toBe(2);
    expect(stdout).toContain('flowdown.config.yaml:2:12');
    expect(stdout).toContain('No file matches models/*.yaml, which is to be read as threagile.');
    const unknown = folderWith({
      'flowdown.config.yaml': CONFIG.replace('threagile', 'threagyle'),
      'models/a.yaml': MODEL,
    });
    const second = await flowdown(unknown, 'check', ...AT);
    expect(second.code).toBe(2);
    expect(second.stdout).toContain('There is no importer for threagyle.');
    expect(second.stdout).toContain('Did you mean threagile?');
  });

  it('are compared with what they were in the base', async () => {
    const cwd = repositoryWith({ 'flowdown.config.yaml': CONFIG, 'models/a.yaml': WITHOUT });
    expect((await told(cwd, '--since', 'main')).code).toBe(0);
    branch(cwd, 'upload', { 'models/a.yaml': MODEL });
    for (const option of ['--since', '--gate']) {
      const { code, open } = await told(cwd, option, 'main');
      expect(code).toBe(1);
      expect(open).toContain('core/unauthorized-transfer flow:gate.upload/faces');
    }
    git(cwd, 'checkout', '--quiet', 'main');
  });

  it('mean under a gate what the mapping of the base says', async () => {
    const cwd = repositoryWith({
      'flowdown.config.yaml': CONFIG,
      'models/a.yaml': WITHOUT,
      'flowdown.mapping.yaml': 'parties: { Agency: agency, Vendor: vendor }\n',
    });
    // As one party, the vendor would keep its own data.
    branch(cwd, 'one', {
      'models/a.yaml': MODEL,
      'flowdown.mapping.yaml': 'parties: { Agency: agency, Vendor: agency }\n',
    });
    expect((await told(cwd, '--since', 'main')).code).toBe(0);
    const { code, open } = await told(cwd, '--gate', 'main');
    expect(code).toBe(1);
    expect(open).toContain('core/unauthorized-transfer flow:gate.upload/faces');
  });
});

describe.concurrent('a plan that no revision has', () => {
  const replication = (name: string, account: string, before: boolean) => {
    const after = {
      bucket: 'plates',
      rule: [{ status: 'Enabled', destination: [{ bucket: `arn:aws:s3:::share-${account}`, account }] }],
    };
    const type = 'aws_s3_bucket_replication_configuration';
    const actions = before ? ['no-op'] : ['create'];
    return {
      address: `${type}.${name}`,
      mode: 'managed',
      type,
      name,
      change: { actions, before: before ? after : null, after },
    };
  };
  const bucket = {
    bucket: 'plates',
    arn: 'arn:aws:s3:::plates',
    region: 'eu-central-1',
    tags: { class: 'plates' },
  };
  const planOf = (...changes: object[]) =>
    JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.9.0',
      resource_changes: [
        {
          address: 'aws_s3_bucket.plates',
          mode: 'managed',
          type: 'aws_s3_bucket',
          name: 'plates',
          change: { actions: ['no-op'], before: bucket, after: bucket },
        },
        ...changes,
      ],
      prior_state: {
        values: {
          root_module: {
            resources: [
              {
                address: 'data.aws_caller_identity.me',
                mode: 'data',
                type: 'aws_caller_identity',
                name: 'me',
                values: { account_id: '111122223333' },
              },
            ],
          },
        },
      },
    });
  const OLD = replication('old', '444455556666', true);
  const repository = (config: string) => {
    const cwd = repositoryWith({
      'flowdown.config.yaml': config,
      'a.flow.yaml': 'flowdown: 1\nparties: { agency: {}, vendor: {}, other: {} }\n',
      'flowdown.mapping.yaml':
        'parties: { "111122223333": agency, "444455556666": vendor, "777788889999": other }\ncategories: { "tag:class=plates": vehicle.license-plate.image }\n',
      '.gitignore': 'plan.json\n',
    });
    return cwd;
  };

  it.each([
    ['packs: [core]\n', ['--from', 'terraform-plan', 'plan.json']],
    ['packs: [core]\nimports: { plan.json: terraform }\n', []],
  ])('is compared with what it says was there before: %j %j', async (config, from) => {
    const cwd = repository(config);
    writeFiles(cwd, { 'plan.json': planOf(OLD) });
    expect((await flowdown(cwd, 'check', ...from)).code).toBe(1);
    for (const option of ['--since', '--gate']) {
      writeFiles(cwd, { 'plan.json': planOf(OLD) });
      expect((await told(cwd, option, 'main', ...from)).code).toBe(0);
      writeFiles(cwd, { 'plan.json': planOf(OLD, replication('new', '777788889999', false)) });
      const { code, open } = await told(cwd, option, 'main', ...from);
      expect({ code, open }).toEqual({
        code: 1,
        open: [
          'core/handling-without-contract handle:other/agency.plates',
          'core/unauthorized-transfer flow:aws_s3_bucket_replication_configuration.new/agency.plates',
        ],
      });
    }
  });
});
