/** What came of a check, in numbers. */
import { counted, grouped } from '../../rules/language/wording.ts';
import { markup, type Markup } from './markup.ts';
import type { Sheet } from './sheet.ts';

/** The numbers of a workspace. */
export function summarySection(sheet: Sheet): Markup {
  const { id, of, result } = sheet;
  const { at, horizon, files, coverage, packs, rules, facts, summary, notes, absent } = result;
  const { violations, undecided, waived, known, consequences, complies } = summary;
  const counts = [
    count('Violations', violations, 'error'),
    count('Undecided', undecided, 'undecided'),
    count('Waived', waived),
    count('Known before', known),
    count('Consequences', consequences),
    count('Checks passed', complies),
  ];
  const ahead = horizon && markup`, and looking ahead until <strong>${horizon}</strong>`;
  return markup`<section aria-labelledby="${id}-summary">
    <h2 id="${id}-summary">Summary${of}</h2>
    <dl class="counts">${counts}</dl>
    <p>
      As of <strong>${at}</strong>${ahead}: ${counted(files, 'file')}, ${counted(coverage.flows, 'active flow')}
      (${grouped(coverage.stated)} with a stated payload), ${counted(rules, 'rule')} on ${counted(facts, 'fact')}.
      Numbers count acts, which may be of several data sets;
      ${counted(summary.findings, 'single finding')} by rule, data set and owner.
    </p>
    <p class="quiet">Policies: ${packs.length === 0 ? 'none' : packs.join(', ')}.</p>
    ${absent.map((sentence) => markup`<p><strong>${sentence}</strong></p>`)}${noteList(notes)}
  </section>\n`;
}

function noteList(notes: readonly string[]): Markup | undefined {
  if (notes.length === 0) return undefined;
  return markup`<h3>Notes</h3><ul>${notes.map((note) => markup`<li>${note}</li>`)}</ul>`;
}

function count(name: string, number: number, style = ''): Markup {
  return markup`<div class="${number > 0 ? style : ''}">
    <dt>${name}</dt>
    <dd>${grouped(number)}</dd>
  </div>`;
}
