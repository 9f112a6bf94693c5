import { schema as manifestSchema } from '../generated/manifest-schema.js';
import { validate as validateManifest } from '../generated/manifest-validator.js';
import type { ProblemCode } from './messages.ts';
import { nearest } from './nearest.ts';
import { pointerSegments, type JsonSchema, type SchemaError, type Validator } from './schema.ts';
import { childOf, expectedWords, foundWords, listWords, placeWords, typeHint } from './words.ts';

/** One fault of a document against its schema: what, and at which key or value. */
export interface SchemaIssue {
  readonly code: ProblemCode;
  readonly path: readonly string[];
  /** Which part of the path's place to show: its key, or its value. */
  readonly at: 'key' | 'value';
  /** Raw text from the file among them. */
  readonly values: Readonly<Record<string, string>>;
}

/** The faults of a manifest, none when it is sound; each fault once, in no order. */
export function validate(value: unknown): SchemaIssue[] {
  return schemaIssues(value, validateManifest, manifestSchema);
}

/** The faults of a value against any of our schemas; the value's maps inherit nothing. */
export function schemaIssues(value: unknown, validator: Validator, schema: JsonSchema): SchemaIssue[] {
  // A validator that returned a promise or anything else truthy would otherwise count as consent.
  if (validator(value) === true) return [];
  // Where the validator left errors out, the list has gaps.
  const errors = (validator.errors ?? []).filter((error) => error !== undefined);
  const faults = errors.map((error) => faultOf(error, value, schema));
  const unions = unionsOf(faults);
  const mistyped = new Set(faults.filter(({ error }) => error.keyword === 'type').map(placeAndSchema));
  const issues = faults
    .filter((fault) => isChosen(fault, unions, value))
    .filter((fault) => !repeatsType(fault, mistyped))
    .map(issueOf)
    .filter((issue) => issue !== undefined);
  // INVARIANT: what the validator refuses has an issue, whatever was left out above.
  return issues.length > 0 ? issues : [REFUSED];
}

const REFUSED: SchemaIssue = {
  code: 'wrong-type',
  path: [],
  at: 'value',
  values: { place: 'The file', expected: 'in the form that its schema states', found: 'not' },
};

interface Fault {
  readonly error: SchemaError;
  readonly path: readonly string[];
  // The path in words.
  readonly place: string;
  // Steps from the root schema to the one that the keyword stands in, and that schema.
  readonly steps: readonly string[];
  readonly schema: JsonSchema;
  readonly found: unknown;
}

function faultOf(error: SchemaError, value: unknown, root: JsonSchema): Fault {
  const path = pointerSegments(error.instancePath);
  const steps = pointerSegments(error.schemaPath).map(decodeURIComponent).slice(0, -1);
  const schema = (follow(root, steps) ?? {}) as JsonSchema;
  return { error, path, place: placeWords(value, path), steps, schema, found: follow(value, path) };
}

function follow(value: unknown, path: readonly string[]): unknown {
  return path.reduce(childOf, value);
}

// A choice between forms (`anyOf`) reports the errors of all its forms; those of the form that was meant are kept.

interface Union {
  readonly path: readonly string[];
  readonly branches: readonly JsonSchema[];
}

function unionsOf(faults: readonly Fault[]): Map<string, Union> {
  const unions = new Map<string, Union>();
  for (const { error, path, steps, schema } of faults) {
    if (error.keyword === 'anyOf')
      unions.set(unionKey(path, [...steps, 'anyOf']), { path, branches: schema.anyOf ?? [] });
  }
  return unions;
}

function isChosen(fault: Fault, unions: ReadonlyMap<string, Union>, value: unknown): boolean {
  if (fault.error.keyword === 'anyOf')
    return meantBranch(fault.schema.anyOf ?? [], fault.found) === undefined;
  const at = fault.steps.lastIndexOf('anyOf');
  if (at === -1) return true;
  const union = unionAround(fault, fault.steps.slice(0, at + 1), unions);
  if (union === undefined) return true;
  return meantBranch(union.branches, follow(value, union.path)) === Number(fault.steps[at + 1]);
}

function unionAround(
  fault: Fault,
  steps: readonly string[],
  unions: ReadonlyMap<string, Union>,
): Union | undefined {
  for (let length = fault.path.length; length >= 0; length -= 1) {
    const union = unions.get(unionKey(fault.path.slice(0, length), steps));
    if (union !== undefined) return union;
  }
  return undefined;
}

function unionKey(path: readonly string[], steps: readonly string[]): string {
  return JSON.stringify([path, steps]);
}

/** The form that a value was meant to have, by its type; undefined when none fits. */
function meantBranch(branches: readonly JsonSchema[], value: unknown): number | undefined {
  const index = branches.findIndex((branch) => branch.const === undefined && hasType(branch.type, value));
  return index === -1 ? undefined : index;
}

function hasType(type: string | undefined, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isMap(value);
  return type !== undefined && typeof value === type;
}

function isMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a fault says again that a value has the wrong type: another keyword of the same place and schema. */
function repeatsType(fault: Fault, mistyped: ReadonlySet<string>): boolean {
  return fault.error.keyword !== 'type' && mistyped.has(placeAndSchema(fault));
}

function placeAndSchema(fault: Fault): string {
  return unionKey(fault.path, fault.steps);
}

function issueOf(fault: Fault): SchemaIssue | undefined {
  const { error, schema, found } = fault;
  switch (error.keyword) {
    case 'type':
    case 'const':
    case 'enum':
      return valueIssue(fault);
    case 'anyOf':
      return choiceIssue(fault);
    case 'not':
      return issue(fault, 'not-both', 'key', { keys: quotedKeys(schema.not?.required ?? [], 'and') });
    case 'required':
      return issue(fault, 'missing-field', 'key', { key: String(error.params.missingProperty) });
    case 'additionalProperties':
      return unknownKey(fault, String(error.params.additionalProperty));
    case 'propertyNames':
      return undefined;
    case 'pattern':
      return patternIssue(fault);
    case 'format':
      return issue(fault, schema.format === 'date' ? 'bad-date' : 'bad-duration', 'value', {
        found: String(found),
      });
    case 'minItems':
      return issue(fault, 'empty-list', 'key');
    case 'minLength':
      return issue(fault, 'empty-text', 'value');
    case 'maxLength':
      return issue(fault, 'too-long', 'value', { limit: String(schema.maxLength) });
    case 'minimum':
    case 'maximum':
      return issue(fault, 'out-of-range', 'value', { expected: rangeWords(schema), found: String(found) });
    default:
      return typeIssue(fault);
  }
}

function issue(
  fault: Fault,
  code: ProblemCode,
  at: 'key' | 'value',
  values: Record<string, string> = {},
): SchemaIssue {
  return { code, path: fault.path, at, values: { place: fault.place, ...values } };
}

/** The same about one key of the place. */
function keyIssue(fault: Fault, key: string, code: ProblemCode, values: Record<string, string>): SchemaIssue {
  return { ...issue(fault, code, 'key', values), path: [...fault.path, key] };
}

function valueIssue(fault: Fault): SchemaIssue {
  const { path, schema, found } = fault;
  if (path.length === 1 && path[0] === 'flowdown' && schema.const !== undefined) {
    return issue(fault, 'unknown-version', 'value', { found: foundWords(found) });
  }
  if (schema.enum === undefined) return typeIssue(fault);
  const suggestion = typeof found === 'string' ? nearest(found, schema.enum) : undefined;
  return issue(fault, 'not-one-of', 'value', {
    known: listWords(schema.enum, 'and'),
    found: foundWords(found),
    ...(suggestion !== undefined && { suggestion }),
  });
}

// A choice of required fields, rather than of forms.
function choiceIssue(fault: Fault): SchemaIssue {
  const branches = fault.schema.anyOf ?? [];
  const required = branches.map((branch) => branch.required?.[0]).filter((key) => key !== undefined);
  if (required.length < branches.length || branches.some((branch) => branch.type !== undefined))
    return typeIssue(fault);
  return issue(fault, 'data-or-categories', 'key', { keys: quotedKeys(required, 'nor') });
}

function quotedKeys(keys: readonly string[], conjunction: 'and' | 'nor'): string {
  return listWords(
    keys.map((key) => `"${key}"`),
    conjunction,
  );
}

function typeIssue(fault: Fault): SchemaIssue {
  const { schema, found } = fault;
  const hint = typeHint(schema, found);
  return issue(fault, 'wrong-type', 'value', {
    expected: expectedWords(schema),
    found: foundWords(found),
    ...(hint !== undefined && { hint }),
  });
}

function unknownKey(fault: Fault, key: string): SchemaIssue {
  const known = Object.keys(fault.schema.properties ?? {});
  const suggestion = nearest(key, known);
  return keyIssue(fault, key, 'unknown-key', {
    key,
    known: listWords(known, 'and'),
    ...(suggestion !== undefined && { suggestion }),
  });
}

// Ids are the names of entries and all references to them; other patterns are those of dotted names.
function patternIssue(fault: Fault): SchemaIssue {
  const { schema, found } = fault;
  const { propertyName } = fault.error;
  const isId = schema['x-ref'] !== undefined || schema.pattern === idPattern();
  const code = isId ? 'bad-id' : 'bad-name';
  const text = propertyName ?? String(found);
  const suggestion = plainForm(text, schema.pattern ?? '');
  const values: Record<string, string> = { found: text, ...(suggestion !== undefined && { suggestion }) };
  return propertyName === undefined
    ? issue(fault, code, 'value', values)
    : keyIssue(fault, propertyName, code, values);
}

function idPattern(): string | undefined {
  return manifestSchema.properties?.parties.propertyNames?.pattern;
}

/** The text in lower case with dashes for what a pattern does not take; undefined when that does not help. */
function plainForm(text: string, pattern: string): string | undefined {
  // Look-alike letters of other scripts are refused, never folded.
  if (text.length > 256 || /[^\x20-\x7e]/.test(text)) return undefined;
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return plain !== text && new RegExp(pattern, 'u').test(plain) ? plain : undefined;
}

function rangeWords(schema: JsonSchema): string {
  const { minimum, maximum } = schema;
  if (minimum === undefined) return `at most ${maximum}`;
  return maximum === undefined || maximum === Number.MAX_SAFE_INTEGER
    ? `at least ${minimum}`
    : `from ${minimum} to ${maximum}`;
}
