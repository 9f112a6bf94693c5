/** Mappings of foreign names: text to value, and a draft of one with all that is unknown. */
import { readForeignDocument } from '../manifest/read.ts';
import type { Problem } from '../manifest/problem.ts';
import { schemaIssues } from '../manifest/validate.ts';
import { schema, validate } from '../generated/mapping-validator.js';
import { escapeJson, quoteText } from '../manifest/escape.ts';
import type { Mapping, NameKind } from './mapping-format.ts';
import type { NamesReport } from './names.ts';

/** A mapping, or what is wrong with it; `text` is there so that problems can show their line. */
export interface MappingReading {
  readonly mapping?: Mapping;
  readonly problems: readonly Problem[];
  readonly text?: string;
}

/** Reads a mapping. Its names can be in any script. Never throws. */
export function readMapping(source: { readonly path: string; readonly bytes: Uint8Array }): MappingReading {
  const { value, problems, text } = readForeignDocument(source, (tree) =>
    schemaIssues(tree, validate, schema),
  );
  return value === undefined ? { problems, text } : { mapping: value as unknown as Mapping, problems, text };
}

const MEANINGS: Readonly<Record<NameKind, string>> = {
  parties: 'id of a party',
  zones: 'id of a zone',
  systems: 'id of a system',
  data: 'id of a data set',
  categories: 'category',
};

const HEAD = [
  '# What foreign names are in manifests. Take the # away from a line, and put the right name behind the colon.',
  '# A name that stays unknown keeps an id of its own.',
];

/** A mapping with what was known, and in comments what was not. */
export function mappingText(mapping: Mapping, { unmapped }: NamesReport): string {
  const sections = (Object.keys(MEANINGS) as NameKind[]).map((kind) => {
    const known = Object.entries(mapping[kind] ?? {}).map(
      ([name, meant]) => `  ${quoted(name)}: ${Array.isArray(meant) ? `[${meant.join(', ')}]` : meant}`,
    );
    const open = unmapped
      .filter((each) => each.kind === kind)
      .map(({ name, what, origin }) => {
        const place = origin === undefined ? '' : `, ${origin.file} ${origin.place}`;
        return `  # ${pasteLine(kind, name)}  # ${quoteText(`${what}${place}`, 200)}`;
      });
    return { kind, isOpen: known.length === 0, lines: [...known, ...open] };
  });
  const written = sections
    .filter(({ lines }) => lines.length > 0)
    .flatMap(({ kind, isOpen, lines }) => ['', isOpen ? `# ${kind}:` : `${kind}:`, ...lines]);
  return [...HEAD, ...written, ''].join('\n');
}

/** A line for a mapping, to be completed. */
export function pasteLine(kind: NameKind, name: string): string {
  return `${quoted(name)}: <${MEANINGS[kind]}>`;
}

function quoted(name: string): string {
  return escapeJson(JSON.stringify(name));
}
