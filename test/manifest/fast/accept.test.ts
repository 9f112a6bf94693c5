import fc from 'fast-check';
import { parse } from 'yaml';
import { expect, it } from 'vitest';
import { schema as configSchema } from '../../../src/generated/config-schema.js';
import { schema as manifestSchema } from '../../../src/generated/manifest-schema.js';
import { acceptor, keysOf } from '../../../src/manifest/fast/accept.ts';
import { Strings } from '../../../src/manifest/fast/strings.ts';
import { tapeOf } from '../../../src/manifest/fast/values.ts';
import type { JsonSchema } from '../../../src/manifest/schema.ts';
import type { Tree } from '../../../src/manifest/tree.ts';
import { validate } from '../../../src/manifest/validate.ts';
import { SOUND } from '../cases.ts';

function accepts(schema: JsonSchema, value: Tree): boolean {
  const strings = new Strings(keysOf(schema));
  return acceptor(schema, strings)(tapeOf(value, strings));
}

/** The value with another at some place below it. */
function changed(value: Tree, steps: readonly number[], other: Tree): Tree {
  if (steps.length === 0 || typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  if (keys.length === 0) return other;
  const key = keys[steps[0] % keys.length];
  const inner = changed((value as Record<string, Tree>)[key], steps.slice(1), other);
  if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? inner : item));
  return { ...value, [key]: inner };
}

/** The value with a key of some map in it gone, or under another name. */
function renamed(value: Tree, steps: readonly number[], name: string | undefined): Tree {
  if (typeof value !== 'object' || value === null || steps.length === 0) return value;
  const keys = Object.keys(value);
  if (keys.length === 0) return value;
  const key = keys[steps[0] % keys.length];
  const map = value as Record<string, Tree>;
  if (steps.length > 1) return changed(value, steps.slice(0, 1), renamed(map[key], steps.slice(1), name));
  if (Array.isArray(value)) return value.filter((_, i) => String(i) !== key);
  const { [key]: moved, ...others } = map;
  return name === undefined ? others : { ...others, [name]: moved };
}

const SOUND_VALUE = parse(SOUND) as Tree;
const place = fc.array(fc.nat(40), { maxLength: 6 });
const odd = fc.oneof(
  fc.constantFrom<Tree>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1,
    '',
    'all',
    'unknown',
    'A',
    '2019-02-30',
    'P1D',
    [],
    {},
  ),
  fc.constantFrom<Tree>(['all'], ['a', 'a'], [1], [[]], { id: 'x', date: '2019-01-01' }, 'x'.repeat(5000)),
  fc.string().map((text): Tree => text),
);

it('accepts what the validator accepts', () => {
  expect(accepts(manifestSchema, SOUND_VALUE)).toBe(true);
  expect(accepts(configSchema, { packs: ['core'], rules: { 'core/x': 'off' }, at: '2019-01-01' })).toBe(true);
});

it('never accepts what the validator refuses, and most of what it accepts', () => {
  let sound = 0;
  let accepted = 0;
  const look = (value: Tree): void => {
    const isAccepted = accepts(manifestSchema, value);
    const isSound = validate(value).length === 0;
    if (isAccepted) expect(isSound, JSON.stringify(value)).toBe(true);
    sound += Number(isSound);
    accepted += Number(isAccepted);
  };
  fc.assert(
    fc.property(place, odd, (steps, other) => look(changed(SOUND_VALUE, steps, other))),
    { numRuns: 1500, seed: 7 },
  );
  fc.assert(
    fc.property(
      place,
      fc.option(fc.constantFrom('name', 'x', 'data', 'All', 'flowdown'), { nil: undefined }),
      (steps, name) => look(renamed(SOUND_VALUE, steps, name)),
    ),
    { numRuns: 1500, seed: 7 },
  );
  expect(sound).toBeGreaterThan(300);
  expect(accepted).toBe(sound);
});

it('knows every keyword of a schema, or says so', () => {
  expect(() => accepts({ type: 'object', patternProperties: {} } as JsonSchema, {})).toThrow(
    'patternProperties',
  );
});
