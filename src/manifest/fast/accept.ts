/**
 * A schema on tapes. It accepts what the validator accepts, a node at a time and without making values; what it does not
 * accept goes to the validator, which says why. Each distinct text is judged once by each test.
 */
import { FORMATS } from '../calendar.ts';
import type { JsonSchema } from '../schema.ts';
import { grown } from './grown.ts';
import type { Strings } from './strings.ts';
import { kindOf, Node, payloadOf, Word, type Tape } from './tape.ts';

/** What may stand at a place. Parts that are undefined ask for nothing; all are there, so that all forms have one shape. */
interface Form {
  /** Bits of the kinds that may stand there. */
  readonly kinds: number;
  /** Forms of the values of keys, by number of the key. */
  readonly properties: readonly (Form | undefined)[];
  /** The form of values of other keys; undefined where there may be none. */
  readonly others: Form | undefined;
  readonly names: TextTest | undefined;
  /** Keys that have to be there, each bit a key of `bits`. */
  readonly required: number;
  /** Of each of these lists of keys, all of one have to be there. */
  readonly choices: readonly number[];
  /** Keys of which not all may be there. */
  readonly excluded: number;
  /** The bit of a key that the above name, by number of the key. */
  readonly bits: readonly number[];
  readonly items: Form | undefined;
  readonly least: number;
  readonly text: TextTest | undefined;
  readonly minimum: number;
  readonly maximum: number;
  readonly isWhole: boolean;
  /** Forms one of which has to fit. */
  readonly either: readonly Form[] | undefined;
}

/** What is asked of a text; it remembers, for each, whether it passes. */
interface TextTest {
  known: Uint8Array;
  readonly judge: (text: number) => boolean;
}

/** Gives the test of whether a tape over these strings is of the schema. It may say no to what is, never yes to what is not. */
export function acceptor(schema: JsonSchema, strings: Strings): (tape: Tape) => boolean {
  const form = formOf(schema, { strings, tests: new Map() });
  return (tape) => {
    strings.decodeAll();
    return accept(form, tape, 0) === tape.nodes.length;
  };
}

/** Every key that a schema names. */
export function keysOf(schema: JsonSchema): readonly string[] {
  const { properties = {}, additionalProperties, items, anyOf = [] } = schema;
  const inner = [...Object.values(properties), ...anyOf, items, additionalProperties];
  return [
    ...Object.keys(properties),
    ...inner.flatMap((each) => (typeof each === 'object' ? keysOf(each) : [])),
  ];
}

interface Forming {
  readonly strings: Strings;
  // By what they ask for, so that equal tests share what they know.
  readonly tests: Map<string, TextTest>;
}

const ANY = 0xff;
const TEXT = 1 << Node.text;
const KINDS: Readonly<Record<string, number>> = {
  object: 1 << Node.map,
  array: 1 << Node.list,
  string: 1 << Node.text,
  number: 1 << Node.number,
  integer: 1 << Node.number,
  boolean: 1 << Node.word,
};

// Every keyword that forms know, and those that ask for nothing.
const KEYWORDS = new Set(
  (
    'type const enum format pattern minimum maximum minLength maxLength minItems minProperties properties required ' +
    'additionalProperties propertyNames items anyOf not x-ref $id $schema title description'
  ).split(' '),
);

function formOf(schema: JsonSchema, forming: Forming): Form {
  const unknown = Object.keys(schema).find((keyword) => !KEYWORDS.has(keyword));
  // INVARIANT: a schema is looked at whole; one keyword passed over could let through what it refuses.
  if (unknown !== undefined) throw new Error(`no form knows the keyword ${unknown}`);
  const { properties = {}, additionalProperties, propertyNames, required = [], anyOf, not, items } = schema;
  const { strings } = forming;
  const inner: (Form | undefined)[] = [];
  for (const key of Object.keys(properties)) inner[strings.of(key)] = formOf(properties[key], forming);
  const bits: number[] = [];
  const bitsOf = (keys: readonly string[] = []): number =>
    keys.reduce((all, key) => all | bitOf(bits, strings.of(key)), 0);
  const isChoiceOfKeys = anyOf?.every((branch) => branch.required !== undefined && branch.type === undefined);
  return {
    kinds: schema.type === undefined ? ANY : KINDS[schema.type],
    // Without holes, which are slow to look at.
    properties: Array.from(inner),
    others: typeof additionalProperties === 'object' ? formOf(additionalProperties, forming) : undefined,
    names: propertyNames && textTest(propertyNames, forming),
    required: bitsOf(required),
    choices: isChoiceOfKeys === true ? (anyOf ?? []).map((branch) => bitsOf(branch.required)) : [],
    excluded: bitsOf(not?.required),
    bits: Array.from(bits, (bit) => bit ?? 0),
    items: items && formOf(items, forming),
    least: schema.minItems ?? schema.minProperties ?? 0,
    text: textTest(schema, forming),
    isWhole: schema.type === 'integer',
    minimum: typeof schema.const === 'number' ? schema.const : (schema.minimum ?? -Infinity),
    maximum: typeof schema.const === 'number' ? schema.const : (schema.maximum ?? Infinity),
    either: isChoiceOfKeys === true ? undefined : anyOf?.map((branch) => formOf(branch, forming)),
  };
}

function bitOf(bits: number[], key: number): number {
  return (bits[key] ??= 1 << bits.filter((bit) => bit !== undefined).length);
}

/** The index after a value that has the form; -1 where it does not. */
function accept(form: Form, tape: Tape, at: number): number {
  if (form.either !== undefined) return acceptEither(form.either, tape, at);
  const node = tape.nodes[at];
  const kind = kindOf(node);
  if ((form.kinds & (1 << kind)) === 0) return -1;
  switch (kind) {
    case Node.map:
      return acceptMap(form, tape, at);
    case Node.list:
      return acceptList(form, tape, at);
    case Node.text:
      return form.text === undefined || passes(form.text, payloadOf(node)) ? at + 1 : -1;
    case Node.number: {
      const value = tape.numbers[payloadOf(node)];
      if (form.isWhole && !Number.isInteger(value)) return -1;
      return form.minimum <= value && value <= form.maximum ? at + 1 : -1;
    }
    default:
      return payloadOf(node) === Word.null ? -1 : at + 1;
  }
}

function acceptEither(forms: readonly Form[], tape: Tape, at: number): number {
  const kind = 1 << kindOf(tape.nodes[at]);
  for (let i = 0; i < forms.length; i++) {
    if ((forms[i].kinds & kind) === 0) continue;
    const next = accept(forms[i], tape, at);
    if (next >= 0) return next;
  }
  return -1;
}

function acceptMap(form: Form, tape: Tape, at: number): number {
  const { properties, others, names, bits } = form;
  const { nodes } = tape;
  const end = payloadOf(nodes[at]);
  let seen = 0;
  let count = 0;
  for (let next = at + 1; next < end; count++) {
    const key = payloadOf(nodes[next]);
    const property = key < properties.length ? properties[key] : undefined;
    const value = property ?? others;
    if (value === undefined) return -1;
    if (property === undefined && names !== undefined && !passes(names, key)) return -1;
    if (key < bits.length) seen |= bits[key];
    // Two values in three are texts: those need no call.
    if (isText(value, nodes[next + 1])) next += 2;
    else {
      next = accept(value, tape, next + 1);
      if (next < 0) return -1;
    }
  }
  const isComplete =
    count >= form.least && (seen & form.required) === form.required && hasOne(form.choices, seen);
  return isComplete && (form.excluded === 0 || (seen & form.excluded) !== form.excluded) ? end : -1;
}

/** Is it a text that the form takes? */
function isText(form: Form, node: number): boolean {
  if (kindOf(node) !== Node.text || form.either !== undefined || (form.kinds & TEXT) === 0) return false;
  return form.text === undefined || passes(form.text, payloadOf(node));
}

function hasOne(choices: readonly number[], seen: number): boolean {
  return choices.length === 0 || choices.some((keys) => (seen & keys) === keys);
}

function acceptList({ items, least }: Form, tape: Tape, at: number): number {
  const end = payloadOf(tape.nodes[at]);
  let count = 0;
  for (let next = at + 1; next < end; count++) {
    if (items === undefined) return -1;
    next = isText(items, tape.nodes[next]) ? next + 1 : accept(items, tape, next);
    if (next < 0) return -1;
  }
  return count >= least ? end : -1;
}

/** The test of what a schema asks of a text; undefined where it asks for nothing. */
function textTest(schema: JsonSchema, { strings, tests }: Forming): TextTest | undefined {
  const { pattern, format, enum: known, minLength, maxLength } = schema;
  const constant = typeof schema.const === 'string' ? schema.const : undefined;
  const asked = JSON.stringify([pattern, format, known, minLength, maxLength, constant]);
  if (/^\[(?:null,?)*\]$/.test(asked)) return undefined;
  const shared = tests.get(asked);
  if (shared !== undefined) return shared;
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u');
  const isFormat = format === undefined ? undefined : FORMATS[format as keyof typeof FORMATS];
  const judge = (number: number): boolean => {
    const length = strings.lengthOf(number);
    // In bytes: not shorter than in characters.
    if (length > (maxLength ?? Infinity) || (length === 0 && (minLength ?? 0) > 0)) return false;
    if (expression === undefined && isFormat === undefined && known === undefined && constant === undefined) {
      return (minLength ?? 0) <= 1;
    }
    const text = strings.text(number);
    if (constant !== undefined && text !== constant) return false;
    return (
      (expression?.test(text) ?? true) &&
      (isFormat?.(text) ?? true) &&
      (known === undefined || known.includes(text))
    );
  };
  const test = { known: new Uint8Array(strings.count + 64), judge };
  tests.set(asked, test);
  return test;
}

const PASSES = 1;
const FAILS = 2;

function passes(test: TextTest, text: number): boolean {
  if (text >= test.known.length) test.known = grown(test.known, Math.max(text + 1, test.known.length * 2));
  let answer = test.known[text];
  if (answer === 0) test.known[text] = answer = test.judge(text) ? PASSES : FAILS;
  return answer === PASSES;
}
