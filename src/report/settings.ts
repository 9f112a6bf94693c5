/** What a workspace goes by, told to people: each value with where it comes from. */
import { resolvePath } from '../manifest/paths.ts';
import { escapeText } from '../manifest/escape.ts';
import type { Rule } from '../rules/format.ts';
import { counted } from '../rules/language/wording.ts';
import { plain, table, wrap, type Paint } from './layout.ts';

/** Where a value comes from; files are relative to the folder of the workspace. */
export type Origin =
  /** Nothing states it: that is what is so then. */
  | { readonly kind: 'default' }
  | { readonly kind: 'configuration'; readonly file: string; readonly line: number }
  | { readonly kind: 'pack'; readonly pack: string }
  | { readonly kind: 'rule'; readonly rule: string }
  | {
      readonly kind: 'clause';
      readonly clause: string;
      readonly parameter: string;
      readonly verified: string;
      readonly rule: string;
    };

/** A value and where it comes from. */
export interface Sourced<T> {
  readonly value: T;
  readonly from: Origin;
}

type Named<T> = Readonly<Record<string, Sourced<T>>>;

/** Everything that a workspace goes by: a plain value. */
export interface SettingsValue {
  /** Its file; null where there is none. */
  readonly configuration: string | null;
  /** The configurations that count before its own, in order. */
  readonly extends: readonly string[];
  readonly packs: readonly PackValue[];
  readonly settings: Named<unknown>;
  /** Severities for findings in some files; of several, the last decides. */
  readonly overrides: readonly {
    readonly files: readonly string[];
    readonly severities: Named<string>;
  }[];
  /** Rules that are on, at least in some files. */
  readonly rules: readonly {
    readonly rule: string;
    readonly severity: Sourced<string>;
    readonly params: Named<unknown>;
  }[];
  readonly off: readonly {
    readonly rule: string;
    readonly why: 'configuration' | NonNullable<Rule['status']>;
    readonly from: Origin;
  }[];
}

/** A pack that is on. */
export interface PackValue {
  readonly pack: string;
  /** Where it was found: what comes with the product, a folder, or a folder in a package. */
  readonly found: 'built-in' | 'folder' | 'package';
  readonly folder?: string;
  readonly package?: string;
  /** Of the product, or of the package. */
  readonly version?: string;
  readonly from: Origin;
}

/** Writes what a workspace goes by; ends with a line end. */
export function settingsText(
  value: SettingsValue,
  { prefix = '', paint = plain }: { readonly prefix?: string; readonly paint?: Paint } = {},
): string {
  const fromWords = (origin: Origin, rule?: string): string => originWords(origin, prefix, rule);
  const section = (title: string, rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : ['', paint('strong', title), ...indented(rows)];
  const { configuration, rules, off } = value;
  const file =
    configuration === null ? `no configuration in ${prefix || './'}` : shown(configuration, prefix);
  return [
    paint('strong', escapeText(file)),
    ...section(
      'Extends, of which each decides over those above it',
      value.extends.map((each) => [shown(each, prefix)]),
    ),
    ...section(
      'Packs',
      value.packs.map((each) => [each.pack, foundWords(each, prefix), fromWords(each.from)]),
    ),
    ...section(
      'Settings',
      namedRows(value.settings, (from) => fromWords(from)),
    ),
    ...section(
      'Overrides, of which the last decides',
      value.overrides.flatMap(({ files, severities }) =>
        Object.entries(severities).map(([rule, { value: severity, from }]) => [
          files.join(', '),
          rule,
          severity,
          fromWords(from),
        ]),
      ),
    ),
    ...section(
      `${counted(rules.length, 'rule')} on`,
      rules.flatMap(({ rule, severity, params }) => [
        [rule, severity.value, fromWords(severity.from, rule)],
        ...namedRows(params, (from) => fromWords(from, rule)).map(([name, ...rest]) => [
          `  ${name}`,
          ...rest,
        ]),
      ]),
    ),
    ...section(
      `${counted(off.length, 'rule')} off`,
      off.map(({ rule, why, from }) => [rule, why === 'configuration' ? fromWords(from) : why]),
    ),
    '',
  ].join('\n');
}

// Wide enough for every value but long lists of names.
const VALUE_WIDTH = 64;

function indented(rows: readonly (readonly string[])[]): readonly string[] {
  return table(rows.flatMap(folded).map(([first, ...rest]) => [`  ${first}`, ...rest].map(escapeText)));
}

/** A row whose value is long goes on in rows below it. */
function folded([first, value = '', ...rest]: readonly string[]): readonly (readonly string[])[] {
  const [line = '', ...more] = wrap(value, VALUE_WIDTH);
  return [[first, line, ...rest], ...more.map((each) => ['', each])];
}

function namedRows(
  values: Named<unknown>,
  fromWords: (origin: Origin) => string,
): readonly (readonly string[])[] {
  return Object.entries(values).map(([name, { value, from }]) => [name, valueWords(value), fromWords(from)]);
}

function valueWords(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([name, each]) => `${name}: ${valueWords(each)}`)
    .join('; ');
}

function foundWords({ found, folder = '', package: name, version = '' }: PackValue, prefix: string): string {
  if (found === 'built-in') return `comes with flowdown ${version}`;
  return [shown(folder, prefix), ...(name === undefined ? [] : [`of ${name} ${version}`.trimEnd()])].join(
    ' ',
  );
}

/** The words for an origin, beside a value of a rule. */
function originWords(origin: Origin, prefix: string, rule: string | undefined): string {
  switch (origin.kind) {
    case 'default':
      return 'by default';
    case 'configuration':
      return `${shown(origin.file, prefix)}:${origin.line}`;
    case 'pack':
      return `extended by ${origin.pack}`;
    case 'rule':
      return ruleWords(origin.rule, rule);
    case 'clause': {
      const verified = VERIFIED[origin.verified] ?? origin.verified;
      return `${ruleWords(origin.rule, rule)}: ${origin.parameter} of ${origin.clause}, ${verified}`;
    }
    default:
      return origin satisfies never;
  }
}

function ruleWords(stating: string, rule: string | undefined): string {
  return stating === rule ? 'its own' : `as ${stating}`;
}

const VERIFIED: Readonly<Record<string, string>> = {
  read: 'read in its source',
  partly: 'partly read in its source',
  unverified: 'not verified',
};

function shown(file: string, prefix: string): string {
  return resolvePath('', prefix + file);
}
