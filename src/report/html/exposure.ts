/** What each party would lose, as a table. */
import type { PartyExposure } from '../../answers/overview.ts';
import { grouped } from '../../rules/language/wording.ts';
import { markup, type Markup } from './markup.ts';
import type { Sheet } from './sheet.ts';

/** The table of a workspace; nothing where nobody keeps anything. */
export function exposureSection({ id, of, overview }: Sheet): Markup | undefined {
  if (overview === undefined || overview.parties.length === 0) return undefined;
  return markup`<section aria-labelledby="${id}-exposure">
    <h2 id="${id}-exposure">Exposure by party${of}</h2>
    <p>
      What would be lost if everything that a party keeps fell into wrong hands, whether it may have it or
      not. Numbers count records and person-records: one person may be counted more than once. &ldquo;At
      least&rdquo; stands where numbers are missing or more may be held.
    </p>
    <div class="scroll" tabindex="0" role="group" aria-label="Table of exposure">
      <table>
        <thead>
          <tr>
            <th scope="col">Party</th>
            <th scope="col" class="number">Systems</th>
            <th scope="col" class="number">Records</th>
            <th scope="col" class="number">Person-records</th>
            <th scope="col">Data</th>
            <th scope="col">Owned by</th>
          </tr>
        </thead>
        <tbody>
          ${overview.parties.map(partyRow)}
        </tbody>
      </table>
    </div>
  </section>\n`;
}

function partyRow(party: PartyExposure): Markup {
  const { records, subjects, systems, data, uncertain, owners } = party;
  const name = party.name && markup`<br /><span class="quiet">${party.name}</span>`;
  return markup`<tr>
    <th scope="row">${party.party}${name}</th>
    <td class="number">${grouped(systems)}</td>
    <td class="number">${atLeast(records, party)}</td>
    <td class="number">${atLeast(subjects, party)}</td>
    <td>${dataWords(data, uncertain)}</td>
    <td>${owners.join(', ')}</td>
  </tr>\n`;
}

function atLeast(sum: number, { lowerBound }: PartyExposure): string {
  if (!lowerBound) return grouped(sum);
  return sum === 0 ? 'not known' : `at least ${grouped(sum)}`;
}

/** Data of a row that are named; `flowdown exposure` names them all. */
const NAMED = 12;

function dataWords(data: readonly string[], uncertain: readonly string[]): string {
  const all = [...data, ...uncertain.map((datum) => `${datum} (perhaps)`)];
  const rest = all.length - NAMED;
  return [...all.slice(0, NAMED), ...(rest > 0 ? [`and ${grouped(rest)} more`] : [])].join(', ');
}
