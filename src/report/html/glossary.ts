/** The words of the page, for those who read findings and do not write manifests. */
import { markup, type Markup } from './markup.ts';

const WORDS: readonly (readonly [term: string, meaning: string])[] = [
  ['Violation', 'What is declared breaks a rule. It has to be ended, permitted by the owner, or accepted.'],
  [
    'Undecided',
    'A rule cannot be answered, because something is not stated. It says what to state. Silence never passes.',
  ],
  [
    'Waived',
    'The owner of the data, or whoever runs the check, has accepted the finding until a day, with a reason.',
  ],
  [
    'Known before',
    'The finding was there before this change, or is in the list of those that were there when the check was introduced. It is counted and fails nothing.',
  ],
  ['Consequence', 'It follows from another finding and ends with it.'],
  ['Custody', 'Who has the data where, step by step. The keeper of a system answers for what lies on it.'],
  [
    'Authorization',
    'A permission that the owner of data gives to a party: for which data, to do what, for which purpose, where and until when.',
  ],
  [
    'Exposed',
    'How many records lie within a finding, and how many times people stand in them. One person may be counted more than once.',
  ],
  ['Severity', 'How serious a rule takes its violations: error, warning or info.'],
];

export function glossary(): Markup {
  return markup`<section aria-labelledby="words">
    <h2 id="words">Words on this page</h2>
    <dl class="glossary">
      ${WORDS.map(
        ([term, meaning]) =>
          markup`<div>
            <dt>${term}</dt>
            <dd>${meaning}</dd>
          </div>\n`,
      )}
    </dl>
  </section>\n`;
}
