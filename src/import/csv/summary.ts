/** What came of tables, for the person who goes on with the manifest. */
import { quoteText } from '../../manifest/escape.ts';
import { entriesIn, SECTION_NAMES, type Draft } from '../draft.ts';
import type { ImportSummary } from '../summary.ts';
import type { TableEntry } from './entries.ts';
import type { Meanings } from './meanings.ts';
import type { Reader } from './rows.ts';
import { LEFT, type Left, type ReadTable } from './table.ts';

interface Told {
  readonly tables: readonly ReadTable[];
  readonly draft: Draft;
  readonly entries: ReadonlyMap<string, readonly TableEntry[]>;
  readonly meanings: Meanings;
  readonly left: Left;
  readonly dangling: Reader['dangling'];
}

/** The summary of an import of tables. */
export function summaryOf(told: Told): ImportSummary {
  const { left } = told;
  const dropped = (Object.keys(LEFT) as (keyof typeof LEFT)[]).flatMap((why) =>
    left[why].finish(() => LEFT[why]),
  );
  return { mapped: mappedIn(told), assumed: assumedIn(told), open: openIn(told), dropped };
}

function mappedIn({ tables, draft }: Told): ImportSummary['mapped'] {
  const names = [...new Set(tables.map(({ table }) => table.name))];
  return names.map((name) => {
    const rows = tables
      .filter(({ table }) => table.name === name)
      .reduce((sum, each) => sum + each.rows.length, 0);
    const section = SECTION_NAMES.find((each) => each === name);
    const made = section === undefined ? rows : entriesIn(draft, section).length;
    return { from: `rows of ${name}`, count: rows, to: name, made };
  });
}

function assumedIn({ entries, meanings, draft }: Told): string[] {
  const all = [...entries.values()].flat();
  const bare = all.filter(({ id }) => id === undefined).length;
  const mentions = entriesIn(draft, 'parties').filter(({ isMention }) => isMention).length;
  const counts: [string, number][] = [
    ['ids made from names or from what rows say, where there is no id', bare],
    ['parties that are named in cells and have no row', mentions],
    ['categories in plain words, below "csv" where the mapping has none', meanings.made.categories],
    ['purposes in plain words, in lower case with dashes', meanings.made.purposes],
  ];
  return counts.flatMap(([what, count]) => (count === 0 ? [] : [`${what}: ${count}`]));
}

function openIn({ dangling }: Told): string[] {
  return [...dangling]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { file, section }]) => {
      const id = quoteText(key.slice(section.length + 1), 128);
      return `${id} in ${section}, which ${quoteText(file, 200)} names and no table has`;
    });
}
