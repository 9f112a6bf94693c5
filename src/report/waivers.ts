/** The waivers of a workspace, for people. */
import type { WaiverAnswer, WaiversAnswer } from '../answers/waivers.ts';
import { counted } from '../rules/language/wording.ts';
import { answerPage, type AnswerOptions, type AnswerPage } from './answer-page.ts';

const STATES: Readonly<Record<WaiverAnswer['state'], string>> = {
  'in-force': 'in force',
  waiting: 'waiting: others have to accept the finding as well, and have not',
  superseded: 'superseded: another waiver of the same party accepts it already',
  unused: 'unused: there is no such finding',
  expired: 'expired',
  'without-right': 'without effect: such a finding is not for its giver to accept',
  unentitled: 'without effect: its file has no right to state it',
};

/** Writes the list; ends with a line end. */
export function waiversText({ at, waivers }: WaiversAnswer, options: AnswerOptions): string {
  const page = answerPage(options);
  const inForce = waivers.filter(({ state }) => state === 'in-force').length;
  const lines = [
    ...waivers.flatMap((waiver) => [...waiverLines(waiver, page), '']),
    `as of ${at}   ${counted(waivers.length, 'waiver')}, ${inForce} in force`,
  ];
  return `${lines.join('\n')}\n`;
}

function waiverLines(waiver: WaiverAnswer, page: AnswerPage): readonly string[] {
  const { id, by, rule, subject, reason, reference, state, hides, place } = waiver;
  return [
    ...page.heading(id, page.where(place) || 'configuration'),
    ...page.labelled('state', STATES[state], 2),
    ...page.labelled('accepts', `${rule} on ${subject}`, 2),
    ...page.labelled('by', by, 2),
    ...page.labelled('until', untilWords(waiver), 2),
    ...page.labelled('reason', reason, 2),
    ...(reference === undefined ? [] : page.labelled('reference', reference, 2)),
    ...hides.flatMap((hidden, i) => {
      const where = page.where(hidden.place) || 'workspace';
      return page.labelled(i === 0 ? 'hides' : '', `${where}  ${hidden.message}`, 2);
    }),
  ];
}

function untilWords({ expires, daysLeft, state }: WaiverAnswer): string {
  return state === 'expired'
    ? `${expires}, which has passed`
    : `${expires} (${counted(daysLeft, 'day')} left)`;
}
