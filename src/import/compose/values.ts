/** Values of compose files: variables filled in as far as the files tell, and the files that hold them. */
import { UNKNOWN } from '../deployed/addresses.ts';
import type { Span } from '../../manifest/locate.ts';

/** What variables are, by their names. */
export type Variables = ReadonlyMap<string, string>;

const VARIABLE = /\$\$|\$\{([a-z_]\w*)(?:(:?[-+?])((?:[^{}$]|\$\{[^{}]*\}|\$(?!\{))*))?\}|\$([a-z_]\w*)/gi;

/**
 * A text with its variables filled in: from the file of variables, else by the default that it states. What only the
 * machine knows on which compose runs is left as a mark.
 */
export function filled(text: string, variables: Variables): string {
  if (!text.includes('$')) return text;
  const whole = text.replace(
    VARIABLE,
    (match: string, braced?: string, operator?: string, word?: string, plain?: string) =>
      match === '$$' ? '$' : valueOf(braced ?? plain ?? '', operator, word ?? '', variables),
  );
  // Nested deeper than is followed.
  const rest = whole.indexOf('${');
  return rest < 0 ? whole : whole.slice(0, rest) + UNKNOWN;
}

function valueOf(name: string, operator = '', word: string, variables: Variables): string {
  const value = variables.get(name);
  const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
  if (operator.endsWith('+')) return isSet ? filled(word, variables) : value === undefined ? UNKNOWN : '';
  if (isSet && value !== undefined) return value;
  return operator.endsWith('-') ? filled(word, variables) : UNKNOWN;
}

/** A line of a file of variables. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** The variables of a file such as `.env`; each can use those above it. What is no variable is passed over. */
export function variablesIn(content: string, outer: Variables = new Map()): Variable[] {
  const known = new Map(outer);
  const lines = content.matchAll(/^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*([^\r\n]*)$/gm);
  return [...lines].map(({ 0: line, 1: name, 2: raw, index }) => {
    const value = unquoted(raw.trim(), known);
    known.set(name, value);
    return { name, value, span: { start: index, end: index + line.length } };
  });
}

function unquoted(raw: string, known: Variables): string {
  const single = /^'([^']*)'/.exec(raw)?.[1];
  if (single !== undefined) return single;
  const double = /^"((?:[^"\\]|\\.)*)"/.exec(raw)?.[1];
  return filled(double ?? raw.replace(/(?:^|\s)#.*$/, '').trim(), known);
}

/** Is a path that of a file of variables? */
export function isVariables(path: string): boolean {
  return /(?:^|[/.])env(?:\.[^/]*)?$/i.test(path) && !/\.(?:ya?ml|json)$/i.test(path);
}

/** The folder of a path with a slash behind it; empty for a path without one. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** A path from a folder on, without dots. */
export function pathFrom(folder: string, path: string): string {
  const parts: string[] = [];
  const whole = /^[/~]|^[a-z]:/i.test(path) ? path : folder + path;
  for (const part of whole.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (whole.startsWith('/') ? '/' : '') + parts.join('/');
}
