/** What came of an import, in lines for people. */
import { quoteText } from '../manifest/escape.ts';
import type { Importer } from './importer.ts';
import { pasteLine } from './mapping.ts';
import type { NamesReport, Unmapped } from './names.ts';
import type { ImportSummary } from './summary.ts';

// The rest is listed where a mapping is drafted.
const LISTED = 20;

/** One line on an import that is made on the way to a check. */
export function shortSummary(
  { name, title }: Importer,
  files: readonly { readonly path: string }[],
  { mapped, dropped }: ImportSummary,
): string {
  const [{ path }] = files;
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  const made = mapped.filter(({ made: count }) => count > 0).map(({ made: count, to }) => `${count} ${to}`);
  const left = dropped.reduce((sum, { count }) => sum + count, 0);
  return `${path}${more}, read as ${title}: ${made.join(', ') || 'nothing'}; ${left} values left out (flowdown import ${name} tells which, and what was taken for granted)`;
}

/** Lines on names that nobody has mapped, with what to write, and on names in the mapping that no file has. */
export function namesNotes({ unmapped, idle }: NamesReport, mappingPath: string): string[] {
  const more = unmapped.length - LISTED;
  return [
    ...unmapped.slice(0, LISTED).map((each) => unmappedLine(each, mappingPath)),
    ...(more > 0 ? [`${more} more names have no mapping; flowdown import --draft-mapping lists all`] : []),
    ...idle.map(({ kind, name, suggestion }) => {
      const help = suggestion === undefined ? '' : `; did you mean ${quoteText(suggestion, 120)}?`;
      return `${mappingPath}: no file has ${quoteText(name, 120)} of ${kind}${help}`;
    }),
  ];
}

function unmappedLine({ kind, name, what, suggestion }: Unmapped, mappingPath: string): string {
  const slip = suggestion === undefined ? '' : ` (it has ${quoteText(suggestion, 120)}: a slip?)`;
  return `${what} ${quoteText(name, 120)} is not in ${mappingPath}${slip}; to say what it is, under ${kind}: ${quoteText(pasteLine(kind, name), 200)}`;
}
