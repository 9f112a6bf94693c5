/** The findings of a workspace: those that are open or accepted in full, those that were there before in a list. */
import type { Act } from '../../findings/acts.ts';
import type { Finding } from '../../findings/finding.ts';
import { counted } from '../../rules/language/wording.ts';
import { omittedFrom, omittedWords } from '../bound.ts';
import { actMessage } from '../words.ts';
import { actArticle } from './act.ts';
import { markup, type Markup } from './markup.ts';
import type { Sheet } from './sheet.ts';

export function findingsSection(sheet: Sheet): Markup {
  const { id, of, result, shown } = sheet;
  const acts = result.acts.filter(({ isKnown }) => !isKnown);
  const known = result.acts.filter(({ isKnown }) => isKnown);
  return markup`<section class="findings" aria-labelledby="${id}-findings">
    <h2 id="${id}-findings">Findings${of}</h2>
    ${acts.length === 0 ? markup`<p>${noneWords(known.length)}</p>` : undefined}
    ${shown.map((act, i) => actArticle(act, `${id}-act${i + 1}`, sheet))} ${restWords(acts, shown)}
    ${knownList(known, sheet)}
  </section>\n`;
}

function noneWords(known: number): string {
  return known === 0 ? 'No rule is violated, and none is undecided.' : 'Nothing is new.';
}

/** What the bound of the report leaves out is counted. */
function restWords(acts: readonly Act[], shown: readonly Act[]): Markup | undefined {
  const leadOf = ({ findings: [lead] }: Act): Finding => lead;
  const omitted = omittedFrom(acts.map(leadOf), shown.map(leadOf));
  if (omitted === undefined) return undefined;
  const count = counted(omitted.count, 'act is', 'acts are');
  return markup`<p class="rest">
    <strong>${count} not shown</strong> (${omittedWords(omitted)}). <code>--max-findings all</code> shows
    every one.
  </p>`;
}

/** Acts of a list of this kind; what was there before is for the record, and not for reading. */
const LISTED = 500;

function knownList(known: readonly Act[], { prefix }: Sheet): Markup | undefined {
  if (known.length === 0) return undefined;
  const rest = known.length - LISTED;
  return markup`<details>
    <summary>${counted(known.length, 'act was', 'acts were')} there before, and fail nothing</summary>
    <ul class="known">
      ${known.slice(0, LISTED).map((act) => knownItem(act, prefix))}${rest > 0 ? markup`<li>and ${counted(rest, 'more act')}</li>` : undefined}
    </ul>
  </details>`;
}

function knownItem(act: Act, prefix: string): Markup {
  const [{ rule, place }] = act.findings;
  const where = place && markup`<code>${prefix}${place.file}:${place.line}:${place.column}</code>\n`;
  return markup`<li>${where}${actMessage(act)} <span class="quiet">${rule}</span></li>\n`;
}
