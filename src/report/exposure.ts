/** What would be lost if a part of the world fell, told for people. */
import type { ConcernedAccess, ConcernedAuthorization } from '../answers/concerned.ts';
import type { ExposureAnswer, Sums } from '../answers/exposure.ts';
import type { Notice } from '../answers/notice.ts';
import { joined } from '../model/names.ts';
import {
  answerPage,
  daysWords,
  hopWords,
  keptBy,
  listed,
  secondsWords,
  type AnswerOptions,
  type AnswerPage,
} from './answer-page.ts';
import { table } from './layout.ts';
import { counted, grouped } from '../rules/language/wording.ts';
import { exposedWords } from './words.ts';

/** Writes the answer; ends with a line end. */
export function exposureText(answer: ExposureAnswer, options: AnswerOptions): string {
  const page = answerPage(options);
  return [
    ...page.heading(`If ${scopeWords(answer.scope)} fell into strange hands`, `as of ${answer.at}`),
    '',
    ...page.prose(systemsSentence(answer)),
    ...sumLines(answer, page),
    ...page.section('Data', dataTable(answer)),
    ...page.section('Owners, and how soon each must be told', ownerLines(answer, page)),
    ...page.section('Systems', systemLines(answer, page)),
    ...page.section(
      'What permits the data to be there',
      answer.authorizations.flatMap((each) => page.item('-', authorizationWords(each, page))),
    ),
    ...page.section(
      'Who can reach in',
      answer.accessInto.flatMap((each) => page.item('-', accessWords(each, page))),
    ),
    ...page.section(
      `What ${listed(answer.parties)} can reach elsewhere, and an intruder with it`,
      answer.accessFrom.flatMap((each) => page.item('-', accessWords(each, page))),
    ),
    ...page.section('Open ways out, which an intruder could use', wayOutLines(answer, page)),
    ...page.section('Copies elsewhere that came from there', elsewhereLines(answer, page)),
    '',
  ].join('\n');
}

/** "the zone office", "everything that vendor keeps". */
function scopeWords({ kind, id }: ExposureAnswer['scope']): string {
  return kind === 'party' ? `everything that ${id} keeps` : `the ${kind} ${id}`;
}

/** How many systems are concerned, and who answers for them. */
export function systemsSentence({ scope, systems, parties, data }: ExposureAnswer): string {
  if (systems.length === 0) {
    return scope.kind === 'party'
      ? `${scope.id} keeps no system that is stated, so nothing lies there.`
      : `No system is stated in the zone ${scope.id}, so nothing lies there.`;
  }
  const count = counted(systems.length, 'system');
  const kept = scope.kind === 'party' ? `${scope.id} keeps ${count}` : `${count}, ${keptBy(parties)}`;
  if (data.length === 0) return `${kept}; no data lies there.`;
  return `${kept}; ${counted(data.length, 'data set')} ${data.length === 1 ? 'lies' : 'lie'} there.`;
}

/** The sums, and why they may be too small. */
export function sumLines({ sums, data }: ExposureAnswer, page: AnswerPage): readonly string[] {
  if (data.length === 0) return [];
  const words = exposedWords(sums);
  return [
    ...page.prose(`${words[0].toUpperCase()}${words.slice(1)}.`),
    ...(sums.lowerBound ? page.prose(lowerBoundWords(sums)) : []),
  ];
}

const FIELDS: Readonly<Record<string, string>> = { records: 'records', subjects: 'people' };

function lowerBoundWords({ unstated, uncertain }: Sums): string {
  const reasons = [
    ...unstated.map(
      ({ data, fields }) =>
        `${data} states no number of ${joined(fields.map((field) => FIELDS[field] ?? field))}`,
    ),
    ...(uncertain.length === 0 ? [] : [`${joined(uncertain)} may lie there as well`]),
  ];
  return `It can be more: ${reasons.join('; ')}.`;
}

function dataTable({ data }: ExposureAnswer): readonly string[] {
  if (data.length === 0) return [];
  const number = (value: number | undefined): string => (value === undefined ? 'not stated' : grouped(value));
  const rows = data.map((each) => [
    each.data,
    each.categories.join(', '),
    each.owners.join(', '),
    number(each.records),
    number(each.subjects),
    each.systems.join(', '),
    each.certain ? '' : 'not certain',
  ]);
  return table([['data', 'category', 'owner', 'records', 'people', 'on'], ...rows]).map(
    (line) => `  ${line}`,
  );
}

function ownerLines(answer: ExposureAnswer, page: AnswerPage): readonly string[] {
  return [
    ...answer.owners.flatMap((owner) => [
      ...page.item(
        '-',
        `${owner.owner}${owner.contact === undefined ? '' : ` (${owner.contact})`}: ${ownedWords(owner)}`,
      ),
      ...answer.notices
        .filter((notice) => notice.owner === owner.owner)
        .flatMap((notice) => noticeLines(notice, page)),
    ]),
    ...keeperlessLines(answer, page),
  ];
}

/** The data of one owner, what is not certain apart. */
export function ownedWords({ data, uncertain }: ExposureAnswer['owners'][number]): string {
  const maybe = uncertain.length === 0 ? [] : [`perhaps ${joined(uncertain)}`];
  return [...(data.length === 0 ? [] : [joined(data)]), ...maybe].join('; ');
}

/** Systems of which nobody is bound to say anything. */
export function keeperlessLines({ keeperless }: ExposureAnswer, page: AnswerPage): readonly string[] {
  return keeperless.flatMap((system) =>
    page.item(
      '!!',
      `nobody with a right to has said who keeps ${system}, so nobody there is bound to tell anyone`,
    ),
  );
}

function noticeLines(notice: Notice, page: AnswerPage): readonly string[] {
  const { party, owner, duty, hops, seconds, silent } = notice;
  switch (duty) {
    case 'self':
      return page.item('-', `${owner} answers there itself, and knows with the discovery`, 4);
    case 'none':
      return page.item('!!', gapWords(notice), 4);
    case 'chain': {
      const total =
        seconds === undefined
          ? `how soon ${owner} must know of an incident at ${party} cannot be said: no time is stated in ${joined(silent)}`
          : `${owner} must know of an incident at ${party} within ${secondsWords(seconds)} of the discovery`;
      return [...page.item('-', total, 4), ...hops.flatMap((hop) => page.item('-', hopWords(hop, page), 6))];
    }
    default:
      return duty satisfies never;
  }
}

/** That nobody has to tell an owner anything. */
export function gapWords({ party, owner, others }: Notice): string {
  const contracts =
    others.length === 0
      ? ''
      : ` (${party} supplies by ${joined(others)}, which is tied to no contract of ${owner})`;
  return `no contract obliges ${party} to tell ${owner}${contracts}`;
}

function systemLines({ systems }: ExposureAnswer, page: AnswerPage): readonly string[] {
  return systems.flatMap(({ system, kind, zone, keepers, holds, mayHold, identifiers, place }) => {
    const parts = [
      `${kind ?? 'kind not stated,'} in the zone ${zone}, ${keptBy(keepers)}`,
      holds.length === 0 ? 'holds nothing for certain' : `holds ${joined(holds)}`,
      ...(mayHold.length === 0 ? [] : [`may hold ${joined(mayHold)}`]),
      ...(identifiers.length === 0 ? [] : [`known as ${joined(identifiers)}`]),
    ];
    return page.item('-', `${system}: ${parts.join('; ')} (${page.where(place)})`);
  });
}

/** An authorization, with what it permits there. */
export function authorizationWords(
  { authorization, by, to, actions, data, period, delegable, place }: ConcernedAuthorization,
  page: AnswerPage,
): string {
  const what = data.length === 0 ? 'nothing that lies there' : joined(data);
  const passing = delegable === 0 ? '' : `; it may be passed on ${counted(delegable, 'time')}`;
  return `${authorization}: ${by} permits ${to} to ${joined(actions)} ${what}, ${daysWords(period)}${passing} (${page.where(place)})`;
}

/** An access, with what it reaches. */
export function accessWords(
  { access, party, kind, purpose, systems, place }: ConcernedAccess,
  page: AnswerPage,
): string {
  const how = kind === undefined ? 'kind of access not stated' : `${kind} access`;
  const aim = purpose === undefined ? '' : `, purpose ${purpose}`;
  return `${access}: ${party} reaches ${joined(systems)} (${how}${aim}; ${page.where(place)})`;
}

/** Flows that lead out of the place. */
export function wayOutLines({ waysOut }: ExposureAnswer, page: AnswerPage): readonly string[] {
  return waysOut.flatMap(({ flow, from, to, zone, keepers, isView, place }) =>
    page.item(
      '-',
      `${flow}: ${from} ${isView ? 'is shown on' : 'feeds'} ${to} in the zone ${zone}, ${keptBy(keepers)} (${page.where(place)})`,
    ),
  );
}

/** Systems that hold what came from the place. */
export function elsewhereLines(
  { elsewhere }: ExposureAnswer,
  page: AnswerPage,
  mark = '-',
): readonly string[] {
  return elsewhere.flatMap(({ system, zone, keepers, data, uncertain, flows }) => {
    const held = [
      ...(data.length === 0 ? [] : [joined(data)]),
      ...(uncertain.length === 0 ? [] : [`perhaps ${joined(uncertain)}`]),
    ].join('; ');
    const by = flows.length === 0 ? '' : `, by ${joined(flows)}`;
    return page.item(mark, `${system} in the zone ${zone}, ${keptBy(keepers)}: ${held}${by}`);
  });
}
