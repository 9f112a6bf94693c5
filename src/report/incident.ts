/** The drill as a checklist, in the order of time. */
import type { IncidentAnswer, Telling } from '../answers/incident.ts';
import { joined } from '../model/names.ts';
import {
  answerPage,
  hopWords,
  keptBy,
  momentWords,
  type AnswerOptions,
  type AnswerPage,
} from './answer-page.ts';
import {
  accessWords,
  authorizationWords,
  elsewhereLines,
  gapWords,
  keeperlessLines,
  ownedWords,
  sumLines,
  systemsSentence,
  wayOutLines,
} from './exposure.ts';
import { exposedWords } from './words.ts';

const BOX = '[ ]';

/** Writes the answer; ends with a line end. */
export function incidentText(answer: IncidentAnswer, options: AnswerOptions): string {
  const page = answerPage(options);
  return [
    ...page.heading(
      `Incident ${scopeWords(answer)}, discovered ${momentWords(answer.discovered)}`,
      `what is stated as of ${answer.at}`,
    ),
    '',
    ...page.prose(systemsSentence(answer)),
    ...sumLines(answer, page),
    ...page.section(page.paint('error', 'Nobody is bound to tell'), [
      ...answer.gaps.flatMap((gap) => page.item('!!', `${gapWords(gap)}: tell it all the same`)),
      ...keeperlessLines(answer, page),
    ]),
    ...page.section('At once: take out of service', outOfServiceLines(answer, page)),
    ...page.section('At once: close the ways out', ticked(wayOutLines(answer, page))),
    ...page.section(
      'At once: end access',
      [...answer.accessInto, ...answer.accessFrom].flatMap((each) => page.item(BOX, accessWords(each, page))),
    ),
    ...page.section(
      'At once: revoke or suspend these permissions',
      answer.revoke.flatMap((each) => page.item(BOX, authorizationWords(each, page))),
    ),
    ...page.section('Who must tell whom, by when', tellingLines(answer, page)),
    ...page.section('Whose data is there', ownerLines(answer, page)),
    ...page.section(
      'Look there too: copies that came from there, where an intruder may have followed',
      elsewhereLines(answer, page, BOX),
    ),
    '',
  ].join('\n');
}

function scopeWords({ scope: { kind, id } }: IncidentAnswer): string {
  return kind === 'party' ? `at ${id}` : `in the ${kind} ${id}`;
}

/** The same lines with boxes to tick in place of dashes. */
function ticked(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line.startsWith('  - ') ? `  ${BOX} ${line.slice(4)}` : `  ${line}`));
}

function outOfServiceLines({ systems }: IncidentAnswer, page: AnswerPage): readonly string[] {
  return systems.flatMap(({ system, kind, zone, keepers, identifiers, place }) => {
    const known = identifiers.length === 0 ? '' : `; known as ${joined(identifiers)}`;
    return page.item(
      BOX,
      `${system}: ${kind ?? 'kind not stated,'} in the zone ${zone}, ${keptBy(keepers)}${known} (${page.where(place)})`,
    );
  });
}

function tellingLines({ tellings, notices }: IncidentAnswer, page: AnswerPage): readonly string[] {
  const selves = [...new Set(notices.filter(({ duty }) => duty === 'self').map(({ owner }) => owner))];
  return [
    ...selves.flatMap((owner) => page.item(BOX, `at once: ${owner} answers there itself, and knows`)),
    ...tellings.flatMap((telling) =>
      page.item(BOX, `${deadlineWords(telling)}: ${hopWords(telling, page)}; for ${joined(telling.owners)}`),
    ),
  ];
}

/** A time that cannot be worked out is not told as if there were none. */
function deadlineWords({ deadline, within, isOpen }: Telling): string {
  if (deadline !== undefined) return `by ${momentWords(deadline)}`;
  if (!isOpen) return 'after the year 9999';
  return within === undefined
    ? 'CANNOT BE SAID, so at once'
    : 'CANNOT BE SAID, since a time before it is not stated, so at once';
}

function ownerLines({ owners }: IncidentAnswer, page: AnswerPage): readonly string[] {
  return owners.flatMap((owner) => {
    const name = owner.name === undefined ? '' : `, ${owner.name}`;
    const contact = owner.contact === undefined ? '; whom to tell is not stated' : `; tell: ${owner.contact}`;
    return page.item('-', `${owner.owner}${name}: ${ownedWords(owner)}; ${exposedWords(owner)}${contact}`);
  });
}
