import { readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMapping } from '../../src/import/mapping.ts';
import type { Mapping } from '../../src/import/mapping-format.ts';
import { describe as wordsOf } from '../../src/manifest/problem.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';
import { accessIn, BUCKET, change, manifestOf, OURS, planOf, policy, THEIRS, type Values } from './plans.ts';

const isUpdating = process.env.UPDATE_GOLDEN === '1';
const FOLDER = new URL('terraform/', import.meta.url);

/** Who can reach a bucket by one statement of its policy. */
function reachedBy(statement: Values): string[] {
  const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...statement };
  const text = planOf([
    BUCKET,
    change('aws_s3_bucket_policy.p', { bucket: 'images', policy: policy(allow) }),
  ]);
  return accessIn(manifestOf(text));
}

describe('samples', () => {
  it.each(['aws.json', 'google-azure.json', 'stored.tfstate', 'shown-state.json'])(
    '%s becomes what stands beside it',
    (name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8');
      const { manifest = '' } = importedAs('terraform', { [name]: text });
      const beside = new URL(`${name.replace(/\.\w+$/, '')}.expected.yaml`, FOLDER);
      if (isUpdating) writeFileSync(beside, manifest);
      expect(manifest).toBe(readFileSync(beside, 'utf8'));
      const { problems } = openWorkspace({ files: [{ path: 'x.flow.yaml', text: manifest }] });
      expect(problems.map((problem) => wordsOf(problem).message)).toEqual([]);
      expect(manifest).not.toContain('authorizations:');
    },
  );
});

it('docs/import/terraform.md shows the manifest of its plan', () => {
  const files = new Map(
    blocksOf(textOf('docs/import/terraform.md')).map(({ attributes, text }) => [attributes.file, text]),
  );
  const mapping = readMapping({
    path: 'flowdown.mapping.yaml',
    bytes: new TextEncoder().encode(files.get('flowdown.mapping.yaml')),
  });
  const { manifest = '' } = importedAs(
    'terraform',
    { 'plan.json': files.get('plan.json') ?? '' },
    mapping.mapping,
  );
  expect(manifest.slice(manifest.indexOf('flowdown: 1'))).toBe(files.get('plan.flow.yaml'));
});

describe('policies', () => {
  it.each([
    ['an account', { Principal: { AWS: THEIRS } }, [`aws-${THEIRS} remote aws_s3_bucket.images`]],
    [
      'a role of an account',
      { Principal: { AWS: `arn:aws:iam::${THEIRS}:role/r` } },
      [`aws-${THEIRS} remote aws_s3_bucket.images`],
    ],
    ['everybody', { Principal: '*' }, ['public remote aws_s3_bucket.images']],
    ['all but one', { NotPrincipal: { AWS: OURS } }, ['public remote aws_s3_bucket.images']],
    [
      'all actions',
      { Principal: { AWS: THEIRS }, Action: 's3:*' },
      [`aws-${THEIRS} admin aws_s3_bucket.images`],
    ],
    [
      'all actions but one',
      { Principal: { AWS: THEIRS }, Action: undefined, NotAction: 's3:PutObject' },
      [`aws-${THEIRS} admin aws_s3_bucket.images`],
    ],
    [
      'an organization',
      { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } } },
      ['o-a1b2c3d4e5 remote aws_s3_bucket.images'],
    ],
    [
      'an account by its condition',
      { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalAccount': [THEIRS] } } },
      [`aws-${THEIRS} remote aws_s3_bucket.images`],
    ],
    [
      'a condition that may be missing',
      { Principal: '*', Condition: { StringEqualsIfExists: { 'aws:PrincipalAccount': THEIRS } } },
      ['public remote aws_s3_bucket.images'],
    ],
    [
      'a condition with a pattern',
      { Principal: '*', Condition: { StringLike: { 'aws:PrincipalAccount': '4*' } } },
      ['public remote aws_s3_bucket.images'],
    ],
    [
      'an address',
      { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.1/32' } } },
      ['public remote aws_s3_bucket.images'],
    ],
    [
      'a service',
      { Principal: { Service: 'reader.amazonaws.com' } },
      ['reader.amazonaws.com remote aws_s3_bucket.images'],
    ],
    [
      'a service for an account',
      {
        Principal: { Service: 'reader.amazonaws.com' },
        Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:x:eu-west-1:${THEIRS}:y/*` } },
      },
      [`aws-${THEIRS} remote aws_s3_bucket.images`],
    ],
    ['nobody but its own account', { Principal: { AWS: [OURS, `arn:aws:iam::${OURS}:root`] } }, []],
    ['one who only brings data', { Principal: { AWS: THEIRS }, Action: ['s3:PutObject'] }, []],
    ['a denial', { Effect: 'Deny', Principal: '*' }, []],
  ])('%s', (_, statement, expected) => {
    expect(reachedBy(statement)).toEqual(expected);
  });

  it('a denial takes nothing away', () => {
    const both = policy(
      { Effect: 'Allow', Principal: { AWS: THEIRS }, Action: 's3:GetObject' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    );
    const { manifest, summary } = importedAs('terraform', {
      'plan.json': planOf([BUCKET, change('aws_s3_bucket_policy.p', { bucket: 'images', policy: both })]),
    });
    expect(manifest).toContain(`party: aws-${THEIRS}`);
    expect(summary?.dropped.map(({ field }) => field)).toContain('statements that deny');
  });

  it('a role lets others reach what its policies name, and no more', () => {
    const trust = policy({ Effect: 'Allow', Principal: { AWS: THEIRS }, Action: 'sts:AssumeRole' });
    const read = policy({ Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::im*/*' });
    const changes = [
      BUCKET,
      change('aws_s3_bucket.other', { bucket: 'other' }),
      change('aws_iam_role.r', { name: 'r', assume_role_policy: trust }),
    ];
    const named = planOf([...changes, change('aws_iam_role_policy.r', { role: 'r', policy: read })]);
    expect(accessIn(manifestOf(named))).toEqual([`aws-${THEIRS} remote aws_iam_role.r aws_s3_bucket.images`]);
    const unknown = planOf([...changes, change('aws_iam_role_policy.r', { role: 'r' }, { policy: true })]);
    expect(accessIn(manifestOf(unknown))).toEqual([
      `aws-${THEIRS} remote aws_iam_role.r aws_s3_bucket.images aws_s3_bucket.other`,
    ]);
  });
});

describe('roles on projects of Google Cloud', () => {
  const stores = [
    change('google_storage_bucket.b', { name: 'b', project: 'tolls' }),
    change('google_sql_database_instance.s', { name: 's', project: 'tolls' }),
    change('google_storage_bucket.other', { name: 'o', project: 'other' }),
  ];
  const reachedOf = (role: string, project: string, unknown: Values = {}): string[] =>
    accessIn(
      manifestOf(
        planOf(
          [
            ...stores,
            change('google_project.p', { project_id: 'tolls' }),
            change(
              'google_project_iam_member.m',
              { ...(project !== '' && { project }), role, member: 'domain:auditor.example' },
              unknown,
            ),
          ],
          { 'google_project_iam_member.m': { project: { references: ['google_project.p.project_id'] } } },
        ),
      ),
    ).map((access) => access.replace(/^auditor\.example \w+ google_project\.\S+ ?/, ''));

  it.each([
    ['roles/viewer', 'google_sql_database_instance.s google_storage_bucket.b'],
    ['roles/storage.objectViewer', 'google_storage_bucket.b'],
    ['roles/cloudsql.client', 'google_sql_database_instance.s'],
    ['organizations/1/roles/made', 'google_sql_database_instance.s google_storage_bucket.b'],
    ['roles/browser', ''],
    ['roles/monitoring.viewer', ''],
  ])('%s reaches what it is about there, and nowhere else', (role, expected) => {
    expect(reachedOf(role, 'tolls')).toEqual([expected]);
    expect(reachedOf(role, '', { project: true })).toEqual([expected]);
  });

  it('count by policies of the project too', () => {
    const bindings = [{ role: 'roles/storage.admin', members: ['domain:auditor.example'] }];
    const policyData = JSON.stringify({ bindings });
    const whole = change('google_project_iam_policy.p', { project: 'tolls', policy_data: policyData });
    expect(accessIn(manifestOf(planOf([...stores, whole])))).toEqual([
      'auditor.example admin google_project.tolls google_storage_bucket.b',
    ]);
  });

  it('of an organization are in no project, and zones are names', () => {
    const member = change('google_organization_iam_member.m', {
      org_id: '123456789',
      role: 'roles/viewer',
      member: 'domain:auditor.example',
    });
    const zone = 'https://www.googleapis.com/compute/v1/projects/tolls/zones/europe-west1-b';
    const disk = change('google_compute_disk.d', { name: 'd', project: 'tolls', zone });
    const { systems = {} } = manifestOf(planOf([...stores, disk, member]));
    expect(systems['google_organization.123456789'].custodian).toBe('account-not-stated');
    expect(systems['google_compute_disk.d'].zone).toBe('gcp-tolls.europe-west1');
  });
});

describe('storage accounts of Azure', () => {
  const account = change('azurerm_storage_account.a', { name: 'images', id: '/subscriptions/s/x/images' });

  it.each([
    ['by name, until version 4 of the provider', { storage_account_name: 'images' }],
    ['by id, since version 5', { storage_account_id: '/subscriptions/s/x/images' }],
  ])('are found %s', (_, by) => {
    const text = planOf([
      account,
      change('azurerm_storage_container.c', { name: 'c', container_access_type: 'blob', ...by }),
      change('azurerm_storage_queue.q', { name: 'q', id: '/subscriptions/s/x/images/y/q', ...by }),
      change('azurerm_role_assignment.r', {
        scope: '/subscriptions/s/x/images/y/q',
        principal_id: '0a1b2c3d-0000-4000-8000-000000000001',
        role_definition_name: 'Storage Queue Data Reader',
      }),
    ]);
    expect(accessIn(manifestOf(text))).toEqual([
      'azure-0a1b2c3d-0000-4000-8000-000000000001 remote azurerm_storage_account.a',
      'public remote azurerm_storage_account.a',
    ]);
  });

  it('are not open because something in them may be', () => {
    const allowing = change('azurerm_storage_account.a', { name: 'i', allow_blob_public_access: true });
    expect(accessIn(manifestOf(planOf([allowing])))).toEqual([]);
  });
});

describe('what is known after apply only', () => {
  const document = change(
    'data.aws_iam_policy_document.read',
    {
      statement: [
        { actions: ['s3:GetObject'], principals: [{ type: 'AWS', identifiers: [null] }], resources: [null] },
      ],
    },
    { json: true, statement: [{ principals: [{ identifiers: [true] }], resources: [true] }] },
  );
  const guarded = change('aws_s3_bucket_policy.p', {}, { bucket: true, policy: true });
  const expressions = {
    'aws_s3_bucket_policy.p': {
      bucket: { references: ['aws_s3_bucket.images.id', 'aws_s3_bucket.images'] },
      policy: { references: ['data.aws_iam_policy_document.read.json', 'data.aws_iam_policy_document.read'] },
    },
    'data.aws_iam_policy_document.read': {
      statement: [{ principals: [{ identifiers: { references: ['var.partner'] } }] }],
    },
  };

  it('is followed to the document, and from there to a variable', () => {
    const text = planOf([BUCKET, guarded, document], expressions, {
      variables: { partner: { value: THEIRS } },
    });
    expect(accessIn(manifestOf(text))).toEqual([`aws-${THEIRS} remote aws_s3_bucket.images`]);
  });

  it('is a grant to somebody unknown where it leads nowhere', () => {
    expect(accessIn(manifestOf(planOf([BUCKET, guarded, document], expressions)))).toEqual([
      'unknown-grantee remote aws_s3_bucket.images',
    ]);
    const encoded = {
      ...expressions,
      'aws_s3_bucket_policy.p': {
        ...expressions['aws_s3_bucket_policy.p'],
        policy: { references: ['aws_s3_bucket.images.arn', 'local.partner'] },
      },
    };
    expect(accessIn(manifestOf(planOf([BUCKET, guarded], encoded)))).toEqual([
      'unknown-grantee remote aws_s3_bucket.images',
    ]);
  });

  it('that nobody has configured is no policy of anybody', () => {
    const filledIn = change('aws_s3_bucket.images', { bucket: 'images' }, { policy: true, logging: true });
    const { access, flows } = manifestOf(
      planOf([filledIn], { 'aws_s3_bucket.images': { bucket: { constant_value: 'images' } } }),
    );
    expect([access, flows]).toEqual([undefined, undefined]);
  });

  it('as the target of a movement is a thing of nobody known', () => {
    const text = planOf([
      BUCKET,
      change('aws_s3_bucket_logging.l', { bucket: 'images' }, { target_bucket: true }),
    ]);
    const { flows, systems } = manifestOf(text);
    expect(flows?.['aws_s3_bucket_logging.l'].to).toBe('aws_s3_bucket_logging.l.unknown');
    expect(systems?.['aws_s3_bucket_logging.l.unknown'].custodian).toBe('account-not-stated');
  });

  it('and what is sensitive is told nowhere', () => {
    const hidden = policy({ Effect: 'Allow', Principal: { AWS: THEIRS }, Action: 's3:GetObject' });
    const guardedBy = change(
      'aws_s3_bucket_policy.p',
      { bucket: 'images', policy: hidden },
      {},
      { after_sensitive: { policy: true } },
    );
    const { manifest = '' } = importedAs('terraform', { 'plan.json': planOf([BUCKET, guardedBy]) });
    expect(manifest).not.toContain(THEIRS);
    expect(manifest).toContain('party: unknown-grantee');
  });
});

describe('data', () => {
  const rule = (more: Values = {}): Values => ({
    status: 'Enabled',
    destination: [{ bucket: 'arn:aws:s3:::copies', account: THEIRS }],
    ...more,
  });
  const replicated = (more?: Values): string =>
    planOf([
      BUCKET,
      change('aws_s3_bucket_replication_configuration.r', { bucket: 'images', rule: [rule(more)] }),
    ]);
  const byTag: Mapping = { data: { 'tag:DataClass=plates': 'plate-images' } };
  const payload = (text: string, mapping?: Mapping): unknown =>
    manifestOf(text, mapping).flows?.['aws_s3_bucket_replication_configuration.r'].data;

  it('comes from tags that the mapping knows, and moves whole, in part, or nobody can tell', () => {
    expect(payload(replicated(), byTag)).toBe('all');
    expect(payload(replicated({ filter: [{ prefix: 'a/' }] }), byTag)).toEqual(['plate-images']);
    expect(payload(replicated())).toBeUndefined();
    expect(payload(replicated(), { systems: { 'aws_s3_bucket.images': 'store' } })).toBe('all');
    expect(payload(replicated(), { data: { 'aws_s3_bucket_replication_configuration.r': 'logs' } })).toEqual([
      'logs',
    ]);
    expect(payload(replicated({ status: 'Disabled' }), byTag)).toBeUndefined();
  });

  it('has the categories of its tag, and the account as its owner', () => {
    const mapping = {
      categories: { 'tag:DataClass=plates': 'vehicle.license-plate.image' },
      parties: { [OURS]: 'agency' },
    };
    const { data, systems } = manifestOf(replicated(), mapping);
    expect(data).toEqual({ 'agency.plates': { category: 'vehicle.license-plate.image', owner: 'agency' } });
    expect(systems?.['aws_s3_bucket.images'].collects).toEqual(['agency.plates']);
  });
});

describe('changes', () => {
  it('a deletion is counted, a replacement is as it will be, and what is forgotten stays', () => {
    const { manifest = '', summary } = importedAs('terraform', {
      'plan.json': planOf([
        change('aws_sqs_queue.gone', null, {}, { before: { name: 'gone' } }),
        change('aws_sqs_queue.new', { name: 'new' }, {}, { actions: ['delete', 'create'] }),
        change('aws_sqs_queue.left', null, {}, { actions: ['forget'], before: { name: 'left' } }),
      ]),
    });
    expect(manifest).toContain('aws_sqs_queue.new:');
    expect(manifest).toContain('aws_sqs_queue.left:');
    expect(manifest).not.toContain('aws_sqs_queue.gone');
    expect(summary?.dropped).toContainEqual(
      expect.objectContaining({ field: 'resources that are removed', count: 1 }),
    );
  });
});

describe('files that are something else', () => {
  const problemsOf = (text: string): string[] =>
    importedAs('terraform', { 'plan.json': text }).problems.map(
      (problem) => `${problem.code} ${text.slice(problem.start, problem.end)} ${wordsOf(problem).message}`,
    );

  it.each([
    ['{"format_version":"2.0","resource_changes":[]}', /^not-a-model "2.0" .*versions 0\.1 to 1\.2/],
    ['{"resource_changes":[]}', /^not-a-model .*it has no format_version/],
    ['{"format_version":["1.0"],"values":{}}', /^not-a-model \["1.0"\]/],
    ['{"format_version":"1.0","provider_schemas":{}}', /^not-a-model .*it has none of planned_values/],
    ['{"version":3,"terraform_version":"0.11.0","modules":[]}', /^not-a-model 3 .*version 3/],
    ['[]', /^not-a-model \[\] .*no map of fields/],
    ['{"format_version":"1.0","resource_changes":{"a":1}}', /^wrong-type .*a list/],
    ['{"format_version":"1.0","resource_changes":[{"change":{}}]}', /^missing-field .*address/],
    ['{"format_version":"1.0","resource_changes":[', /^json-syntax/],
    ['', /^not-a-model .*empty/],
  ])('%s', (text, expected) => {
    expect(problemsOf(text)[0]).toMatch(expected);
  });

  it.each([
    ['PK\u0003\u0004tfplan', /^not-a-model .*"terraform plan -out" writes it/s],
    ['[command]/opt/terraform show -json p\n{"format_version":"1.0"}', /^not-a-model .*wrapper/s],
    ['{"@level":"info"}\n{"@level":"info"}', /^not-a-model .*the log of a run/s],
    ['# ours\nresource "aws_s3_bucket" "b" {\n}\n', /^not-a-model .*it is a configuration/s],
    ['locals {\n}\n', /^not-a-model .*it is a configuration/s],
    ['\nTerraform will perform the following actions:\n', /^not-a-model .*shown to people/s],
  ])('%j is told as what it is', (text, expected) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(expected)]);
  });

  it('a plan that is no text is told as well', () => {
    const { problems } = importedAs('terraform', { 'p.bin': Uint8Array.of(0x50, 0x4b, 3, 4, 0xff, 0xfe) });
    expect(problems.map((problem) => wordsOf(problem).message).join()).toContain('terraform plan -out');
  });

  it('a resource in two files is told with both places, unless its names differ', () => {
    const files = { 'a.json': planOf([BUCKET]), 'b.json': planOf([BUCKET]) };
    const { problems } = importedAs('terraform', files);
    expect(problems).toEqual([expect.objectContaining({ code: 'defined-twice', file: 'b.json' })]);
    expect(problems[0].related?.[0]).toMatchObject({ file: 'a.json' });
    const other = planOf([change('aws_s3_bucket.images', { bucket: 'others' })]);
    const { systems = {} } = manifestAs('terraform', { 'a.json': planOf([BUCKET]), 'b.json': other });
    expect(Object.keys(systems)).toEqual(['a.json-aws_s3_bucket.images', 'b.json-aws_s3_bucket.images']);
  });
});

const SAMPLE = readFileSync(new URL('aws.json', FOLDER), 'utf8');

describe('laws', () => {
  it('importing twice, and in another order of resources, gives the same entries', () => {
    const sample = JSON.parse(SAMPLE) as { resource_changes: unknown[] };
    const wanted = manifestOf(SAMPLE);
    expect(importedAs('terraform', { 'p.json': SAMPLE }).manifest).toBe(
      importedAs('terraform', { 'p.json': SAMPLE }).manifest,
    );
    fc.assert(
      fc.property(
        fc.shuffledSubarray(sample.resource_changes, { minLength: sample.resource_changes.length }),
        (shuffled) => {
          expect(manifestOf(JSON.stringify({ ...sample, resource_changes: shuffled }))).toEqual(wanted);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('an unrelated resource changes nothing else, and nothing is authorized', () => {
    const sample = JSON.parse(SAMPLE) as { resource_changes: unknown[] };
    const wanted = manifestOf(SAMPLE);
    const type = fc.constantFrom(
      'random_id',
      'aws_security_group',
      'aws_s3_bucket',
      'google_compute_network',
    );
    fc.assert(
      fc.property(type, fc.stringMatching(/^zz[a-z0-9_]{1,8}$/), (kind, name) => {
        const more = change(`${kind}.${name}`, { bucket: name, name });
        const { systems = {}, ...rest } = manifestOf(
          JSON.stringify({ ...sample, resource_changes: [more, ...sample.resource_changes] }),
        );
        const others = Object.fromEntries(Object.entries(systems).filter(([id]) => id !== `${kind}.${name}`));
        expect({ ...rest, systems: others }).toEqual({ ...wanted });
        expect(rest.authorizations).toBeUndefined();
      }),
      { numRuns: 25 },
    );
  });

  it('whatever stands in a plan, there is a manifest or a problem', () => {
    const attribute = fc.constantFrom(
      'bucket',
      'policy',
      'rule',
      'principal',
      'role',
      'assume_role_policy',
      'name',
      'tags',
      'destination',
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.string({ unit: 'binary' }),
        fc.constantFrom('*', '__proto__', 'arn:aws:s3:::x', null, true, '{"Statement":[1,{"Principal":7}]}'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(attribute, tie('tree'), { maxKeys: 4 }),
      ),
    }));
    const type = fc.constantFrom(
      'aws_s3_bucket',
      'aws_s3_bucket_policy',
      'aws_iam_role',
      'aws_s3_bucket_replication_configuration',
      'constructor',
      'google_storage_bucket_iam_policy',
      'aws_ram_principal_association',
    );
    fc.assert(
      fc.property(type, tree, tree, tree, (kind, after, unknown, expression) => {
        const changes = [
          { address: `${kind}.x`, change: { actions: ['create'], after, after_unknown: unknown } },
        ];
        const resources = [{ address: `${kind}.x`, expressions: expression }];
        const text = JSON.stringify({
          format_version: '1.2',
          resource_changes: changes,
          configuration: { root_module: { resources } },
        });
        const { manifest, problems } = importedAs('terraform', { 'plan.json': text });
        expect(manifest === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
  });
});
