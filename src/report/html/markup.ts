/** Markup in which the texts of others cannot become anything but text. */
import { escapeText } from '../../manifest/escape.ts';

// Nothing that comes out of a file can have this key, so that nothing but `markup` makes markup.
const MARKUP = Symbol('markup');

/** A piece of a page. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What may stand in a template. */
export type Part = string | number | Markup | readonly Markup[] | undefined;

/**
 * A template of HTML or SVG. Texts are escaped for the content of elements and for attributes in double quotes; what is
 * left out (`undefined`) is nothing.
 * INVARIANT: values stand only in content or between double quotes, and never inside `script`, `style`, a tag or the name
 * of an attribute.
 */
export function markup(parts: TemplateStringsArray, ...values: readonly Part[]): Markup {
  const text = parts.map((part, i) => part + (i < values.length ? textOf(values[i]) : '')).join('');
  return { [MARKUP]: text };
}

/** The text of some markup, to be written to a file. */
export function written(piece: Markup): string {
  return piece[MARKUP];
}

/** A text of ours that becomes markup as it is, such as the style of the page. */
export function trusted(text: string): Markup {
  return { [MARKUP]: text };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function textOf(value: Part): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number')
    return escapeText(String(value)).replace(/[&<>"'`]/g, (character) => ENTITIES[character]);
  return isMarkup(value) ? value[MARKUP] : value.map(written).join('');
}

function isMarkup(value: Markup | readonly Markup[]): value is Markup {
  return MARKUP in value;
}
