/** The choices by which the findings of a page can be narrowed; there only where the script of the page runs. */
import { byCodePoint } from '../../model/names.ts';
import { markup, type Markup } from './markup.ts';
import type { Sheet } from './sheet.ts';

const FILTERS = [
  ['party', 'Party', 'all parties'],
  ['category', 'Category of data', 'all categories'],
  ['severity', 'Severity', 'all severities'],
  ['contract', 'Contract', 'all contracts'],
] as const;

/** The form, hidden until the script has made it work. */
export function filterForm(sheets: readonly Sheet[]): Markup {
  const found = sheets.flatMap(({ filters }) => [...filters.values()]);
  const fields = FILTERS.map(([name, label, all]) => {
    const counts = countsOf(found.flatMap((each) => each[name]));
    return markup`<label for="filter-${name}">${label}</label>
      <select id="filter-${name}" name="${name}">
        <option value="">${all}</option>
        ${counts.map(([value, count]) => markup`<option value="${value}">${value} (${count})</option>`)}
      </select>\n`;
  });
  return markup`<form id="filters" hidden aria-label="Filter findings">
    ${fields.map((field) => markup`<div>${field}</div>`)}
    <div><button type="reset">Show all</button></div>
    <output aria-live="polite"></output>
  </form>\n`;
}

function countsOf(names: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => byCodePoint(a, b));
}
