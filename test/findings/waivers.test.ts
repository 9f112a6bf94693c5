import { expect, it } from 'vitest';
import { rightOn } from '../../src/rules/acceptance.ts';
import { KINDS } from '../../src/rules/vocabulary.ts';
import { row } from '../../src/model/rows.ts';
import { openInEngine } from '../reference/engine.ts';
import { generate } from '../reference/generate.ts';

it('reads from the subject of every fact who owns the data that it is about', () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 25; seed++) {
    const { derived } = openInEngine(generate(seed));
    for (const [name, kind] of Object.entries(KINDS)) {
      for (let i = 0; i < kind.count(derived); i++) {
        const right = rightOn(derived, kind.subject(derived, i));
        const datum = kind.datum(derived, i);
        const owners = datum < 0 ? undefined : [...row(derived.owners, datum)];
        const subject = `${name} ${kind.subject(derived, i)}`;
        expect([subject, right.of === 'owners' ? right.parties : undefined]).toEqual([subject, owners]);
        if (owners !== undefined) seen.add(name);
      }
    }
  }
  expect([...seen].sort()).toEqual([
    'access-fact',
    'collection',
    'extractable',
    'handling',
    'holding',
    'payload',
    'production',
    'transfer',
    'use',
    'view',
  ]);
});
