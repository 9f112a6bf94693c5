import { expect, it } from 'vitest';
import { THINGS as ENGINE_THINGS } from '../../../src/rules/things/things.ts';
import { KINDS as ENGINE_KINDS } from '../../../src/rules/vocabulary.ts';
import { KINDS } from './kinds.ts';
import { THINGS } from './things.ts';

type Attributes = Readonly<Record<string, { readonly type: string; readonly several?: unknown }>>;

/** Names, types, and which can have several values; in any order. */
function described(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { type, several }]) => [
      name,
      several === undefined || several === false ? type : `several ${type}`,
    ]),
  );
}

function tableOf(all: Readonly<Record<string, Attributes>>): Record<string, Record<string, string>> {
  return Object.fromEntries(Object.entries(all).map(([name, attributes]) => [name, described(attributes)]));
}

function attributesOf(
  kinds: Readonly<Record<string, { attributes: Attributes }>>,
): Record<string, Attributes> {
  return Object.fromEntries(Object.entries(kinds).map(([name, { attributes }]) => [name, attributes]));
}

it('has the kinds of facts of the engine, with the same attributes', () => {
  expect(tableOf(attributesOf(KINDS))).toEqual(tableOf(attributesOf(ENGINE_KINDS)));
});

it('has the things of the engine, with the same attributes', () => {
  expect(tableOf(THINGS)).toEqual(tableOf(ENGINE_THINGS));
});
