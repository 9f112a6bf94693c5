import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SCRIPT = 'scripts/generate.mjs';

interface Schema {
  readonly description?: string;
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: Schema[];
  readonly additionalProperties?: Schema | boolean;
}

test('the generated files are up to date', () => {
  expect(spawnSync(process.execPath, [SCRIPT, '--check'], { cwd: ROOT, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stdout: '',
    stderr: '',
  });
});

test('the validator is one module without imports', () => {
  const text = readFileSync(`${ROOT}/src/generated/manifest-validator.js`, 'utf8');
  expect(text).not.toMatch(/^import /m);
  const code = `import('./src/generated/manifest-validator.js').then(({ validate }) => console.log(validate({ flowdown: 1 })))`;
  expect(execFileSync(process.execPath, ['-e', code], { cwd: ROOT, encoding: 'utf8' })).toBe('true\n');
});

test('every property of the published schema is described', () => {
  const schema = JSON.parse(readFileSync(`${ROOT}/schema/manifest.schema.json`, 'utf8')) as Schema;
  const undescribed: string[] = [];
  const visit = (node: Schema | boolean | undefined, path: string) => {
    if (node === undefined || typeof node === 'boolean') return;
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      if (!property.description) undescribed.push(`${path}.${name}`);
      visit(property, `${path}.${name}`);
    }
    visit(node.items, `${path}[]`);
    visit(node.additionalProperties, `${path}.*`);
    for (const branch of node.anyOf ?? []) visit(branch, path);
  };
  visit(schema, '');
  expect(undescribed).toEqual([]);
});

test('a property without a description is an error that names it', async () => {
  const path = new URL('../../scripts/generate/schema.mjs', import.meta.url).href;
  const { describeAll } = (await import(path)) as { describeAll(schema: Schema, name: string): Schema };
  const schema = { properties: { a: { description: 'x', properties: { b: {} } } } };
  expect(() => describeAll(schema, 'sample')).toThrow('no description: sample.a.b');
});
