import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folderWith, run } from '../cli/run.ts';
import { blocksOf, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';
import { expectSample, sampleText, troublesIn } from './samples.ts';

interface Plan {
  readonly 'system-security-plan': {
    readonly 'system-implementation': { readonly components: object[] };
  };
}

const DESK = sampleText('oscal', 'desk.json');

describe('a security plan', () => {
  it('has a boundary, components, information types and connections', () => {
    expect(expectSample('oscal', ['desk.json'], 'desk')).not.toContain('\nauthorizations:');
  });

  it('can be in YAML, with connections in either direction', () => {
    const manifest = expectSample('oscal', ['lamp.yaml'], 'lamp');
    expect(manifest).not.toContain('\nauthorizations:');
    expect(manifest).toContain('meter-hub.to.lamp-counters:');
    expect(manifest).not.toContain('lamp-counters.to.meter-hub:');
  });

  it('stays what it is when something unrelated is added', () => {
    const before = manifestAs('oscal', { 'desk.json': DESK });
    const title = fc.stringMatching(/^Z[a-z0-9 ]{1,12}$/);
    const type = fc.constantFrom('software', 'service', 'policy', 'interconnection', 'Ünknown');
    const at = fc.nat(4);
    fc.assert(
      fc.property(title, type, at, (name, kind, index) => {
        const plan = JSON.parse(DESK) as Plan;
        const { components } = plan['system-security-plan']['system-implementation'];
        components.splice(index, 0, { uuid: 'new', type: kind, title: name, description: 'd' });
        const after = manifestAs('oscal', { 'desk.json': JSON.stringify(plan) });
        for (const section of ['parties', 'zones', 'data', 'systems', 'flows'] as const)
          expect(after[section]).toMatchObject(before[section] ?? {});
        expect(after.authorizations).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it('says of no connection which data goes over it', () => {
    const { flows } = manifestAs('oscal', { 'desk.json': DESK });
    expect(flows).toEqual({
      'harbour-hosting.to.toll-desk': { from: 'harbour-hosting', to: 'toll-desk' },
      'toll-desk.to.harbour-hosting': { from: 'toll-desk', to: 'harbour-hosting' },
      'toll-desk.to.plate-watch': { from: 'toll-desk', to: 'plate-watch' },
    });
  });

  it('has the categories that a mapping has for information types', () => {
    const { data } = manifestAs('oscal', { 'desk.json': DESK }, { categories: { 'C.2.8.12': 'vehicle' } });
    expect(data?.['toll-desk.licence-plates'].category).toBe('vehicle');
  });

  it('counts what is left out, and is the same each time', () => {
    const { summary, manifest } = importedAs('oscal', { 'desk.json': DESK });
    expect(summary?.dropped.map(({ field }) => field)).toContain('control-implementation');
    expect(importedAs('oscal', { 'desk.json': DESK }).manifest).toBe(manifest);
  });

  it.each<[string, string, string[]]>([
    ['empty', '', ['not-a-model x.json:1:1']],
    ['another model of OSCAL', '{"catalog": {}}', ['not-a-model x.json:1:1']],
    ['truncated', '{"system-security-plan": {', ['json-syntax x.json:1:27']],
    [
      'hollow',
      '{"system-security-plan": {"uuid": "x"}}',
      ['missing-field x.json:1:26', 'missing-field x.json:1:26', 'missing-field x.json:1:26'],
    ],
  ])('is not %s', (_, text, expected) => {
    expect(troublesIn('oscal', { 'x.json': text })).toEqual(expected);
  });
});

it('the program checks it', async () => {
  const cwd = folderWith({ 'desk.json': DESK });
  const { stdout, code } = await run(['check', '--from', 'oscal', 'desk.json', '--at', '2025-01-01'], {
    cwd,
  });
  expect(stdout).toMatch(/desk\.json:\d+:\d+/);
  expect(code).toBe(1);
});

it('the page shows what comes of its example', () => {
  const blocks = blocksOf(textOf('docs/import/oscal.md'));
  const block = (file: string) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '';
  const { manifest } = importedAs('oscal', { 'plan.yaml': block('plan.yaml') });
  expect(manifest?.split('\n').slice(2).join('\n')).toBe(block('plan.flow.yaml'));
});
