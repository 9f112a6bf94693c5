import { describe, expect, it } from 'vitest';
import { importedAs } from './models.ts';
import { accessIn, BUCKET, change, manifestOf, OURS, planOf, policy, THEIRS, type Values } from './plans.ts';

const EVERYBODY = 'public remote aws_s3_bucket.images';
const PARTNER = `aws-${THEIRS} remote aws_s3_bucket.images`;

/** How many of something the summary has among what was left out. */
function countOf(text: string, field: RegExp): number {
  const { summary } = importedAs('terraform', { 'plan.json': text });
  return (summary?.dropped ?? []).reduce((sum, each) => sum + (field.test(each.field) ? each.count : 0), 0);
}

describe('a denial beside a grant', () => {
  const grant = {
    Effect: 'Allow',
    Principal: { AWS: THEIRS },
    Action: ['s3:GetObject', 's3:ListBucket'],
    Resource: ['arn:aws:s3:::images', 'arn:aws:s3:::images/*'],
  };
  const denial = { ...grant, Effect: 'Deny' };
  const withBoth = (...statements: readonly Values[]): string =>
    planOf([BUCKET, change('aws_s3_bucket_policy.p', { bucket: 'images', policy: policy(...statements) })]);

  it.each<[string, Values, Values?]>([
    ['of the same', denial],
    ['of everything for everybody', { ...denial, Principal: '*', Action: '*', Resource: '*' }],
    ['by patterns, whatever their case', { ...denial, Action: 'S3:*', Resource: 'arn:aws:s3:::im*' }],
    ['by the root of the account', { ...denial, Principal: { AWS: `arn:aws:iam::${THEIRS}:root` } }],
    ['of a pattern within a pattern', { ...denial, Action: 's3:*' }, { ...grant, Action: 's3:Get*' }],
    [
      'of all actions, of all but some',
      { ...denial, Principal: '*', Action: '*', Resource: '*' },
      { ...grant, Action: undefined, NotAction: 's3:PutObject' },
    ],
  ])('%s takes it away', (_, against, given = grant) => {
    const text = withBoth(given, against);
    expect(accessIn(manifestOf(text))).toEqual([]);
    expect(countOf(text, /^grants that a denial covers$/)).toBe(1);
    expect(countOf(text, /^statements that deny$/)).toBe(0);
  });

  it.each<[string, Values, Values?]>([
    ['of one action', { ...denial, Action: 's3:GetObject' }],
    ['of one object', { ...denial, Resource: 'arn:aws:s3:::images/a' }],
    ['of a user', { ...denial, Principal: { AWS: `arn:aws:iam::${THEIRS}:user/u` } }],
    ['of another account', { ...denial, Principal: { AWS: '777788889999' } }],
    ['of everybody but some', { ...denial, Principal: undefined, NotPrincipal: { AWS: OURS } }],
    ['of all actions but some', { ...denial, Action: undefined, NotAction: 's3:PutObject' }],
    ['of all resources but some', { ...denial, Resource: undefined, NotResource: 'arn:aws:s3:::other' }],
    ['under a condition', { ...denial, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['of a variable', { ...denial, Resource: 'arn:aws:s3:::${aws:username}*' }],
    ['of one letter', { ...denial, Action: 's3:Get?' }, { ...grant, Action: 's3:Get*' }],
    ['of less than all but some', denial, { ...grant, Action: undefined, NotAction: 's3:PutObject' }],
    ['that says nothing', { Effect: 'Deny' }],
  ])('%s takes nothing away, and is counted', (_, against, given = grant) => {
    const text = withBoth(given, against);
    expect(accessIn(manifestOf(text))).toHaveLength(1);
    expect(countOf(text, /^statements that deny$/)).toBe(1);
    expect(countOf(text, /^grants that a denial covers$/)).toBe(0);
  });

  it('leaves the others who are named', () => {
    const several = { ...grant, Principal: { AWS: [THEIRS, '777788889999'] } };
    expect(accessIn(manifestOf(withBoth(several, denial)))).toEqual([
      'aws-777788889999 remote aws_s3_bucket.images',
    ]);
  });

  it('counts in the policies of a role, and in who may take it', () => {
    const trust = { Effect: 'Allow', Principal: { AWS: THEIRS }, Action: 'sts:AssumeRole' };
    const read = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::images/*' };
    const roleOf = (trusted: readonly Values[], ...may: readonly Values[]): string =>
      planOf([
        BUCKET,
        change('aws_iam_role.r', { name: 'r', assume_role_policy: policy(...trusted) }),
        change('aws_iam_role_policy.r', { role: 'r', policy: policy(...may) }),
      ]);
    expect(accessIn(manifestOf(roleOf([trust], read)))).toEqual([
      `aws-${THEIRS} remote aws_iam_role.r aws_s3_bucket.images`,
    ]);
    const unread = { Effect: 'Deny', Action: 's3:*', Resource: '*' };
    expect(accessIn(manifestOf(roleOf([trust], read, unread)))).toEqual([
      `aws-${THEIRS} remote aws_iam_role.r`,
    ]);
    expect(accessIn(manifestOf(roleOf([trust, { ...trust, Effect: 'Deny' }], read)))).toEqual([]);
  });

  const block = {
    effect: 'Allow',
    actions: ['s3:GetObject'],
    resources: ['arn:aws:s3:::images/*'],
    principals: [{ type: 'AWS', identifiers: [THEIRS] }],
  };
  const byDocument = (statement: readonly Values[], unknown: Values, more: Values = {}): string =>
    planOf(
      [
        BUCKET,
        change('data.aws_iam_policy_document.d', { statement, ...more }, { json: true, ...unknown }),
        change('aws_s3_bucket_policy.p', { bucket: 'images' }, { policy: true }),
      ],
      { 'aws_s3_bucket_policy.p': { policy: { references: ['data.aws_iam_policy_document.d.json'] } } },
    );

  it('counts in a document whose text is not known yet', () => {
    const denied = { ...block, effect: 'Deny' };
    expect(accessIn(manifestOf(byDocument([block, denied], {})))).toEqual([]);
    const narrowed = { ...denied, condition: [{ test: 'Bool', variable: 'aws:SecureTransport' }] };
    expect(accessIn(manifestOf(byDocument([block, narrowed], {})))).toEqual([PARTNER]);
  });

  it('takes nothing away where what it says, or what is granted, is not known whole', () => {
    const denied = { ...block, effect: 'Deny' };
    const condition = { statement: [{}, { condition: true }] };
    expect(accessIn(manifestOf(byDocument([block, denied], condition)))).toEqual([PARTNER]);
    const granted = { statement: [{ resources: [false, true] }, {}] };
    const more = { ...block, resources: [...block.resources, null] };
    expect(accessIn(manifestOf(byDocument([more, denied], granted)))).toEqual([PARTNER]);
    const replaced = { override_policy_documents: [policy()] };
    expect(accessIn(manifestOf(byDocument([block, denied], {}, replaced)))).toEqual([PARTNER]);
  });
});

describe('a block on public access', () => {
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };
  const partner = { ...open, Principal: { AWS: THEIRS } };
  const NAME = 'aws_s3_bucket_public_access_block.b';
  const restricting = { bucket: 'images', restrict_public_buckets: true };
  const policyOf = (...statements: readonly Values[]): Values =>
    change('aws_s3_bucket_policy.p', { bucket: 'images', policy: policy(...statements) });
  const accessOf = (...changes: readonly Values[]): string[] =>
    accessIn(manifestOf(planOf([BUCKET, ...changes])));

  it('that restricts public buckets leaves of a public policy only services', () => {
    expect(accessOf(policyOf(open, partner))).toEqual([EVERYBODY, PARTNER].sort());
    const service = { ...open, Principal: { Service: 'reader.amazonaws.com' } };
    expect(accessOf(policyOf(open, partner, service), change(NAME, restricting))).toEqual([
      'reader.amazonaws.com remote aws_s3_bucket.images',
    ]);
    const text = planOf([BUCKET, policyOf(open, partner), change(NAME, restricting)]);
    expect(countOf(text, /^grants that a block on public access takes away$/)).toBe(2);
    expect(countOf(text, /public_access_block/)).toBe(0);
  });

  it('leaves a policy that may not be public as it is', () => {
    expect(accessOf(policyOf(partner), change(NAME, restricting))).toEqual([PARTNER]);
    const near = { ...open, Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/28' } } };
    expect(accessOf(policyOf(near, partner), change(NAME, restricting))).toEqual([EVERYBODY, PARTNER].sort());
  });

  it('that ignores public lists leaves what lists give to some', () => {
    const ignoring = { bucket: 'images', ignore_public_acls: true };
    const word = change('aws_s3_bucket_acl.a', { bucket: 'images', acl: 'authenticated-read' });
    const grant = (grantee: Values): Values => ({ grantee: [grantee], permission: 'READ' });
    const listed = change('aws_s3_bucket_acl.a', {
      bucket: 'images',
      access_control_policy: [
        {
          grant: [
            grant({ uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }),
            grant({ email_address: 'ops@partner.example' }),
          ],
        },
      ],
    });
    expect(accessOf(word)).toEqual([EVERYBODY]);
    expect(accessOf(word, change(NAME, ignoring))).toEqual([]);
    expect(accessOf(listed, change(NAME, ignoring))).toEqual(['partner.example remote aws_s3_bucket.images']);
    expect(accessOf(word, change(NAME, restricting))).toEqual([EVERYBODY]);
    expect(accessOf(policyOf(open), change(NAME, ignoring))).toEqual([EVERYBODY]);
    const object = change('aws_s3_object.o', { bucket: 'images', key: 'a', acl: 'public-read' });
    expect(accessOf(object)).toEqual([EVERYBODY]);
    expect(accessOf(object, change(NAME, ignoring))).toEqual([]);
  });

  it('that only refuses new lists and policies takes nothing away', () => {
    const refusing = { bucket: 'images', block_public_acls: true, block_public_policy: true };
    const word = change('aws_s3_bucket_acl.a', { bucket: 'images', acl: 'public-read' });
    expect(accessOf(policyOf(open), word, change(NAME, refusing))).toEqual([EVERYBODY, EVERYBODY]);
  });

  it('of an account counts for all of its buckets, and for no others', () => {
    const account = 'aws_s3_account_public_access_block.a';
    const all = { restrict_public_buckets: true };
    expect(accessOf(policyOf(open), change(account, all))).toEqual([]);
    expect(accessOf(policyOf(open), change(account, all, { account_id: true }))).toEqual([]);
    expect(accessOf(policyOf(open), change(account, { ...all, account_id: THEIRS }))).toEqual([EVERYBODY]);
  });

  it('is followed to its bucket, also by what it waits for', () => {
    const text = (references: readonly string[]): string =>
      planOf([BUCKET, policyOf(open), change(NAME, { restrict_public_buckets: true }, { bucket: true })], {
        [NAME]: { bucket: { references } },
      });
    const bucket = ['aws_s3_bucket.images.id', 'aws_s3_bucket.images'];
    const waiting = ['local.has_policy', 'aws_s3_bucket_policy.p.id', 'aws_s3_bucket_policy.p', ...bucket];
    expect(accessIn(manifestOf(text(bucket)))).toEqual([]);
    expect(accessIn(manifestOf(text(waiting)))).toEqual([]);
    expect(accessIn(manifestOf(text(['local.name'])))).toEqual([EVERYBODY]);
    expect(countOf(text(['local.name']), /nobody can tell the bucket/)).toBe(1);
  });

  it('that may be on another bucket, or off, leaves the grant and says so', () => {
    const other = change('aws_s3_bucket.other', { bucket: 'other' });
    const unsure = planOf(
      [BUCKET, other, policyOf(open), change(NAME, { restrict_public_buckets: true }, { bucket: true })],
      { [NAME]: { bucket: { references: ['aws_s3_bucket.images.id', 'aws_s3_bucket.other.id'] } } },
    );
    const unknown = planOf([
      BUCKET,
      policyOf(open),
      change(NAME, { bucket: 'images' }, { restrict_public_buckets: true }),
    ]);
    for (const text of [unsure, unknown]) {
      const { manifest, summary } = importedAs('terraform', { 'plan.json': text });
      expect(manifest).toContain('# a block on public access may take it away');
      expect(summary?.assumed.join()).toContain('the grants stay: 1');
      expect(accessIn(manifestOf(text))).toEqual([EVERYBODY]);
    }
  });

  it('that the plan removes is gone', () => {
    expect(accessOf(policyOf(open), change(NAME, null, {}, { before: restricting }))).toEqual([EVERYBODY]);
  });
});
