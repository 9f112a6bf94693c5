/** Public models of others, unchanged, each with the manifest that it becomes (see public/README.md). */
import { describe, expect, it } from 'vitest';
import { check } from '../../src/index.ts';
import { expectSample } from './samples.ts';

describe('public models', () => {
  it.each([
    [
      'threagile',
      'demo-example.yaml',
      [
        'core/handling-without-contract',
        'core/unauthorized-collection',
        'core/unauthorized-transfer',
        'core/unknown-category',
        'core/unknown-purpose',
      ],
    ],
    [
      'threagile',
      'jeep-demo.yaml',
      [
        'core/handling-without-contract',
        'core/unauthorized-transfer',
        'core/unknown-category',
        'core/unknown-purpose',
      ],
    ],
    [
      'cyclonedx',
      'saasbom-1.6.json',
      [
        'core/handling-without-contract',
        'core/opaque-flow',
        'core/unauthorized-collection',
        'core/unauthorized-transfer',
        'core/unknown-category',
      ],
    ],
    [
      'cyclonedx',
      'blueprint-data-flow-2.0-draft.json',
      [
        'core/handling-without-contract',
        'core/unauthorized-collection',
        'core/unauthorized-transfer',
        'core/unknown-category',
      ],
    ],
  ])('%s: %s', (format, name, rules) => {
    const manifest = expectSample('public', [name], name.replace(/\.[a-z]+$/, ''), {}, format);
    const { result } = check({ files: [{ path: 'x.flow.yaml', text: manifest }] }, { at: '2026-01-15' });
    const found = new Set(
      result?.findings.filter(({ verdict }) => verdict === 'violation').map(({ rule }) => rule),
    );
    expect([...found].sort()).toEqual(rules);
  });
});
