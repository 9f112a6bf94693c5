/** Parts of which the schemas of manifests, configurations, rules and facts are made. For build time only. */
import { Type, type Static, type TObject, type TSchema } from '@sinclair/typebox';

export const ID_PATTERN = '^(?!all$)[a-z0-9][a-z0-9._-]{0,127}$';
export const DOTTED_PATTERN = '^[a-z0-9][a-z0-9_-]*(\\.[a-z0-9][a-z0-9_-]*)*$';

/** A text for people or other tools. */
export const text = (description: string) => Type.String({ minLength: 1, maxLength: 4096, description });

/** A day, YYYY-MM-DD. */
export const date = (description: string) => Type.String({ format: 'date', description });

/** Yes or no. */
export const flag = (description: string) => Type.Boolean({ description });

/** A whole number that JavaScript holds exactly. */
export const count = (description: string) =>
  Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description });

/** A list with something in it. */
export const list = <T extends TSchema>(item: T, description: string) =>
  Type.Array(item, { minItems: 1, description });

/** One of some words. */
export const oneOf = <const T extends readonly string[]>(values: T, description: string) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], description });

/** A map with these fields and no others. */
export const entry = <T extends Record<string, TSchema>>(fields: T, description: string): TObject<T> =>
  Type.Object(fields, { additionalProperties: false, description });

/** A map from names to values of one form. */
export const mapOf = <T extends TSchema>(item: T, description: string, more: object = {}) =>
  Type.Unsafe<Record<string, Static<T>>>({
    type: 'object',
    ...more,
    additionalProperties: item,
    description,
  });

/** A field that need not be stated. */
export const opt = Type.Optional;
