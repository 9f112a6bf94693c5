/** One act as an article: what happened, the way of the data, why it matters, what to do. */
import type { Act } from '../../findings/acts.ts';
import type { CustodyStep, Span } from '../../findings/finding.ts';
import { byCodePoint } from '../../model/names.ts';
import {
  actMessage,
  actReferences,
  actRemedy,
  closestWords,
  comparedWords,
  exposedWords,
  stepNotes,
} from '../words.ts';
import { keptWords, MADE, waysOf, type DataWay } from '../ways.ts';
import { drawing, standingOf } from './drawing.ts';
import { excerpt } from './excerpt.ts';
import { markup, type Markup, type Part } from './markup.ts';
import type { Sheet } from './sheet.ts';

/** An act of a workspace; `id` is one of ours, and is on the page once. */
export function actArticle(act: Act, id: string, sheet: Sheet): Markup {
  const [lead] = act.findings;
  const ways = waysOf(act).slice(0, DRAWN);
  return markup`<article
    class="act ${styleOf(act)}"
    id="${id}"
    aria-labelledby="${id}-title"
    data-concern="${JSON.stringify(sheet.filters.get(act))}"
  >
    <header>
      <p class="labels">${labels(act)}</p>
      <h3 id="${id}-title">${actMessage(act)}</h3>
      <p class="place">${placeWords(lead.place, sheet)}</p>
    </header>
    ${lead.place && excerpt(sheet.linesOf(lead.place.file), lead.place)}
    ${ways.map((way, i) => wayFigure(way, `${id}-way${i + 1}`))}
    <dl>${rows(act)}</dl>
    ${following(act, sheet)}
  </article>\n`;
}

/** Ways that are drawn of one act; data that went further ones are named with the act. */
const DRAWN = 3;

function styleOf({ isWaived, isKnown, verdict, findings: [{ severity }] }: Act): string {
  if (isWaived || isKnown) return 'settled';
  return verdict === 'undecided' ? 'undecided' : severity;
}

function labels({ isWaived, isKnown, verdict, findings }: Act): Markup {
  const [{ severity, isLater }] = findings;
  const since = findings.map((finding) => finding.since).sort(byCodePoint)[0];
  const state = isWaived ? 'waived' : isKnown ? 'known before' : verdict;
  const label = (text: string): Markup => markup` <span class="label">${text}</span>`;
  return markup`<span class="label state">${state}</span>${label(severity)}${isLater ? label(`from ${since} on`) : ''}`;
}

/** Where it stands, as text: a path of a stranger is nothing to click on. */
function placeWords(place: Span | undefined, { prefix }: Sheet): Markup {
  return place === undefined
    ? markup`the workspace as a whole`
    : markup`<code>${prefix}${place.file}:${place.line}:${place.column}</code>`;
}

function wayFigure(way: DataWay, id: string): Markup {
  return markup`<figure>
    <figcaption>Custody: the way of <strong>${way.data.join(', ')}</strong></figcaption>
    <div class="scroll" tabindex="0" role="group" aria-label="Drawing of the way">${drawing(way, id)}</div>
    ${stepList(way.steps)}
  </figure>\n`;
}

function stepList(steps: readonly CustodyStep[]): Markup {
  const notes = stepNotes(steps);
  const items = steps.map((step, i) => {
    const words = stepWords(step, notes[i]);
    return markup`<li class="${standingOf(step)}">${words}</li>\n`;
  });
  return markup`<ol class="steps">${items}</ol>`;
}

function stepWords(step: CustodyStep, note: string): Markup {
  if (step.omitted !== undefined) return markup`${note}`;
  const by = MADE[step.step];
  const how = by === undefined ? markup`by <code>${step.step}</code> to` : markup`${by} at`;
  const kept = step.keepers.length === 0 ? keptWords(step) : `kept by ${keptWords(step)}`;
  const said = note === '' ? '' : markup` <em>${note}</em>`;
  return markup`${how} <code>${step.system}</code> in ${step.zone}, ${kept}${said}`;
}

function rows(act: Act): readonly Markup[] {
  const { findings, exposed } = act;
  const [lead] = findings;
  const closest = [...new Set(findings.flatMap((f) => (f.closest ? [closestWords(f.closest)] : [])))];
  const state = [...new Set(findings.flatMap(({ unstated }) => unstated))];
  return [
    row('Exposed', exposed && [exposedWords(exposed)]),
    row('Limits', lead.compared && [comparedWords(lead.compared)]),
    row('Closest permission', closest.slice(0, 3)),
    row(
      'To state',
      state.map((field) => markup`<code>${field}</code>`),
    ),
    row('Accepted because', lead.waived),
    row('Why it matters', [lead.rationale]),
    row('To fix', [markup`<strong>${actRemedy(act)}</strong>`]),
    row('Rule', [markup`${lead.title} <code class="quiet">${lead.rule}</code>`]),
    row('References', actReferences(act)),
    row(
      'Subject',
      findings.map(({ subject }) => markup`<code>${subject}</code>`),
    ),
  ];
}

/** A term with its values; nothing where there is none. */
function row(term: string, values: readonly Part[] | undefined): Markup {
  if (values === undefined || values.length === 0) return markup``;
  return markup`<div>
    <dt>${term}</dt>
    ${values.map((value) => markup`<dd>${value}</dd>`)}
  </div>\n`;
}

/** Acts that follow from this one: they end when it does. */
function following({ consequences }: Act, sheet: Sheet): Markup | undefined {
  if (consequences.length === 0) return undefined;
  return markup`<section class="follows">
    <h4>What follows from it</h4>
    <ul>
      ${consequences.map((act) => markup`<li>${actMessage(act)} ${placeWords(act.findings[0].place, sheet)}</li>\n`)}
    </ul>
  </section>`;
}
