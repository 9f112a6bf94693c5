/** XML from elements. */
import { escapeLine } from '../manifest/escape.ts';

/** An element; attributes that are undefined are left out. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly children?: readonly (Element | string)[];
}

/** A document; ends with a line end. */
export function xmlText(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${elementLines(root).join('\n')}\n`;
}

function elementLines({ name, attributes = {}, children = [] }: Element): readonly string[] {
  const stated = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const start = [name, ...stated.map(([key, value]) => `${key}="${escapeXml(String(value))}"`)].join(' ');
  if (children.length === 0) return [`<${start}/>`];
  const texts = children.filter((child) => typeof child === 'string');
  // Line ends and spaces around a text would belong to it.
  if (texts.length === children.length) return [`<${start}>${texts.map(escapeXml).join('\n')}</${name}>`];
  const inner = children.flatMap((child) =>
    typeof child === 'string' ? [escapeXml(child)] : elementLines(child),
  );
  return [`<${start}>`, ...inner.map((line) => `  ${line}`), `</${name}>`];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** One line of text. What XML cannot hold, controls and half characters, is not printable either, and is told by its code point. */
function escapeXml(text: string): string {
  return escapeLine(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
