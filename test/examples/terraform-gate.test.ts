/** The gate on Terraform plans: one that replicates pictures to a contractor fails, the same one without passes. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, ROOT, run } from '../cli/run.ts';

const EXAMPLE = 'examples/terraform-gate';
const isUpdating = process.env.UPDATE_GOLDEN === '1';

/** The check of a plan of the example, in a copy in which texts of a file are others. */
async function checked(
  plan: string,
  changes: Readonly<Record<string, readonly (readonly [string, string])[]>> = {},
) {
  const cwd = folderWith();
  cpSync(join(ROOT, EXAMPLE), join(cwd, EXAMPLE), { recursive: true });
  for (const [file, replacements] of Object.entries(changes)) {
    const path = join(cwd, EXAMPLE, file);
    const before = readFileSync(path, 'utf8');
    const after = replacements.reduce((text, [from, to]) => text.replaceAll(from, to), before);
    expect(after).not.toBe(before);
    writeFileSync(path, after);
  }
  const from = ['--from', 'terraform-plan', `${EXAMPLE}/plans/${plan}.json`];
  return run(['check', EXAMPLE, '--at', '2026-05-04', ...from], { cwd });
}

describe.concurrent('a gate on Terraform plans', () => {
  it.each([
    ['without-replication', 0],
    ['with-replication', 1],
  ])('%s ends with exit code %i and the report as kept', async (plan, code) => {
    const ran = await checked(plan);
    const kept = join(ROOT, EXAMPLE, 'expected', `${plan}.txt`);
    if (isUpdating) writeFileSync(kept, ran.stdout);
    expect(ran.stdout).toBe(readFileSync(kept, 'utf8'));
    expect(ran.code).toBe(code);
  });

  it('names the resource, the way and the clause', async () => {
    const { stdout } = await checked('with-replication');
    expect(stdout).toContain('subject   flow:aws_s3_bucket_replication_configuration.plates/plate-images');
    expect(stdout).toContain(
      'plans/with-replication.json:185:29   error   case-cbp-2019/unauthorized-contractor-copy',
    );
    expect(stdout).toMatch(
      /custody {3}aws_s3_bucket\.plates .*\n +> aws_s3_bucket_replication_configuration\.plates {2}s3\.picture-review-archive/,
    );
    expect(stdout).toContain('NIST SP 800-53 Rev. 5, AC-20');
    expect(stdout).toContain('closest   authorization review fails action');
  });

  it('another account in the policy document fails the plan without replication', async () => {
    const ran = await checked('without-replication', {
      'plans/without-replication.json': [['iam::444455556666:', 'iam::555566667777:']],
    });
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain(
      'access:aws_s3_bucket_policy.plates.aws-555566667777/aws_s3_bucket.plates/plate-images',
    );
  });

  it('without the tag nobody can tell what is replicated', async () => {
    const ran = await checked('with-replication', {
      'plans/with-replication.json': [['"DataClass": "plate-images"', '"DataClass": "unknown"']],
    });
    expect(ran.stdout).toContain('core/opaque-flow');
    expect(ran.stdout).not.toContain('unauthorized-contractor-copy');
  });

  it('a replication that is switched off moves nothing', async () => {
    const ran = await checked('with-replication', {
      'plans/with-replication.json': [['"status": "Enabled"', '"status": "Disabled"']],
    });
    expect(ran.code).toBe(0);
  });

  it('a plan becomes a manifest, and a file that is none is told with its place', async () => {
    const plans = join(ROOT, EXAMPLE, 'plans');
    const made = await run(['import', 'terraform', 'with-replication.json'], { cwd: plans });
    expect(made.code).toBe(0);
    expect(made.stdout).toContain('  aws_s3_bucket_replication_configuration.plates:\n');
    expect(made.stderr).toContain('imported with-replication.json');
    const cwd = folderWith({ 'plan.json': '{ "format_version": "7.0" }' });
    const refused = await run(['import', 'terraform', 'plan.json'], { cwd });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('plan.json:1:21');
    expect(refused.stderr).toContain('versions 0.1 to 1.2');
  });
});
