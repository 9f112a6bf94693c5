/** Why a datum is on a system, told for people. */
import type { Link, Permission } from '../answers/permission.ts';
import type { Step, WhyAnswer } from '../answers/why.ts';
import { joined } from '../model/names.ts';
import { answerPage, daysWords, keptBy, listed, type AnswerOptions, type AnswerPage } from './answer-page.ts';
import { counted } from '../rules/language/wording.ts';
import { closestWords } from './words.ts';

/** Writes the answer; ends with a line end. */
export function whyText(answer: WhyAnswer, options: AnswerOptions): string {
  const page = answerPage(options);
  const { way, arrivals } = answer;
  const copies = arrivals.filter(({ kind }) => kind !== 'view');
  const views = arrivals.filter(({ kind }) => kind === 'view');
  const beside = copies.filter((step) => !isSame(step, way.at(-1)));
  return [
    ...page.heading(`Why is ${answer.data} on ${answer.system}?`, `as of ${answer.at}`),
    '',
    ...page.prose(summary(answer)),
    ...page.prose(`${belonging(answer)} Permissions are those of ${answer.at}, whenever a step was made.`),
    ...page.section(
      'How it came there',
      way.flatMap((step, i) => stepLines(step, `${i + 1}`, page)),
    ),
    ...page.section(
      way.length === 0 ? 'What may have brought it there' : 'What else brought it there',
      beside.flatMap((step) => stepLines(step, '-', page)),
    ),
    ...page.section(
      'What shows it there',
      views.flatMap((step) => stepLines(step, '-', page)),
    ),
    ...page.section(
      'What is open',
      answer.doubts.flatMap(({ flow, field, place }) =>
        page.item(
          '-',
          `flow ${flow} does not state for certain what it carries (${page.where(place)}); stating ${field} would settle it`,
        ),
      ),
    ),
    '',
  ].join('\n');
}

function isSame(step: Step, last: Step | undefined): boolean {
  return last !== undefined && last.kind === step.kind && last.flow === step.flow && last.data === step.data;
}

/** The answer in a sentence or two. */
function summary(answer: WhyAnswer): string {
  const { data, system, held, way, arrivals, grounded } = answer;
  const isShown = arrivals.some(({ kind }) => kind === 'view');
  switch (held) {
    case 'no':
      return `${system} does not hold ${data}: nothing that is stated brings it there and leaves it there.${formerly(answer)}${isShown ? ' It is shown there, and no copy stays.' : ''}`;
    case 'maybe':
      return `It is open whether ${system} holds ${data}: it may have come there by a flow that does not say for certain what it carries.`;
    case 'yes': {
      const steps =
        way.length === 1 && way[0].kind === 'collect'
          ? 'It first came into being there'
          : `It came there in ${counted(way.length, 'step')}`;
      return `${system} holds ${data}${since(answer)}. ${steps}${grounded ? '' : ', and where it was before is not stated'}; ${verdictOnWay(way)}`;
    }
    default:
      return held satisfies never;
  }
}

function since({ days }: WhyAnswer): string {
  const from = days.at(-1)?.from;
  return from === undefined ? '' : `, since ${from}`;
}

function formerly({ days }: WhyAnswer): string {
  return days.length === 0 ? '' : ` It was there before: ${joined(days.map(daysWords))}.`;
}

function verdictOnWay(way: readonly Step[]): string {
  const refused = way.findIndex(({ authorized }) => authorized === 'false');
  if (refused >= 0) return `step ${refused + 1} is the first that is not authorized.`;
  const open = way.findIndex(({ authorized }) => authorized === 'unknown');
  if (open >= 0) return `whether step ${open + 1} is authorized is open.`;
  return 'every step is authorized.';
}

function belonging({ data, system, owners, categories, zone, keepers }: WhyAnswer): string {
  return `${data} (${joined(categories)}) belongs to ${listed(owners)}. ${system} stands in the zone ${zone} and is ${keptBy(keepers)}.`;
}

const VERDICTS: Readonly<Record<Step['authorized'], string>> = {
  true: 'authorized',
  false: 'NOT AUTHORIZED',
  unknown: 'open whether it is authorized',
};

function stepLines(step: Step, mark: string, page: AnswerPage): readonly string[] {
  const { system, zone, keepers, purpose, channel, by, place, authorized } = step;
  const style = authorized === 'true' ? 'good' : authorized === 'false' ? 'error' : 'warning';
  const verdict = page.labelled('permission', VERDICTS[authorized]);
  return [
    ...page.item(mark.padStart(2), stepWords(step)),
    ...page.labelled('where', `${system} in the zone ${zone}, ${keptBy(keepers)}`),
    ...page.labelled('days', stepDays(step)),
    ...(by === undefined ? [] : page.labelled('moved by', by)),
    ...(step.kind === 'flow' || step.kind === 'view'
      ? page.labelled('channel', channel ?? 'not stated')
      : []),
    ...page.labelled('purpose', purpose ?? 'not stated'),
    ...page.labelled('stated in', page.where(place)),
    ...verdict.map((line) => line.replace(VERDICTS[authorized], page.paint(style, VERDICTS[authorized]))),
    ...step.permissions.flatMap((permission) => permissionLines(permission, page)),
  ];
}

function stepWords({ kind, flow, from, system, data, subject, certain }: Step): string {
  const what = data === subject ? data : `${data} (with ${subject} inside)`;
  const may = certain ? '' : 'may ';
  switch (kind) {
    case 'collect':
      return `${what} first came into being on ${system}`;
    case 'produce':
      return `${what} was derived on ${system} from what it held`;
    case 'flow':
      return `flow ${flow} ${certain ? 'took' : 'may have taken'} ${what} from ${from} to ${system}`;
    case 'view':
      return `flow ${flow} ${may}show${certain ? 's' : ''} ${what} of ${from} on ${system}, and leaves no copy`;
    default:
      return kind satisfies never;
  }
}

function stepDays({ kind, days, ended, present }: Step): string {
  const isOver = ended ? ' (over)' : '';
  const gone = present || kind === 'view' ? '' : '; no copy is left there';
  return `${daysWords(days)}${isOver}${gone}`;
}

/** Actions as they stand before the data. */
const ACTIONS: Readonly<Record<string, string>> = { derive: 'derive data from' };

/** One owner and one keeper: the chain that permits it, or the authorization that comes closest. */
function permissionLines(permission: Permission, page: AnswerPage): readonly string[] {
  const { owner, keeper, action, data, chain, closest } = permission;
  const what = `${ACTIONS[action] ?? action} ${data}`;
  const line = (text: string): readonly string[] => page.item('-', text, 16);
  if (keeper === undefined) return line(`${owner}: ${closest === undefined ? '' : closestWords(closest)}`);
  if (chain === undefined) {
    const isOpen = permission.authorized === 'unknown';
    return [
      ...line(
        isOpen
          ? `it is open whether ${keeper} may ${what}`
          : `${owner} has not permitted ${keeper} to ${what} there`,
      ),
      ...(closest === undefined
        ? []
        : page.item(' ', `closest: ${closestWords(closest)}${aside(page.where(closest.place))}`, 16)),
    ];
  }
  if (chain.length === 0) return line(`${keeper} owns ${data} itself`);
  const permitted = `${keeper} may ${what} there`;
  if (chain.length === 1) return line(`${permitted}, by ${linkWords(chain[0], page)}`);
  return [
    ...line(`${permitted}, by a chain of ${chain.length}, each under the one before:`),
    ...chain.flatMap((link, i) => page.item(`${i + 1}.`, linkWords(link, page), 18)),
  ];
}

function linkWords(
  { authorization, by, to, delegable, period, reference, place }: Link,
  page: AnswerPage,
): string {
  const passing = delegable === 0 ? '' : `, may be passed on ${counted(delegable, 'time')}`;
  const document = reference === undefined ? '' : `, ${reference}`;
  return `authorization ${authorization}: ${by} permits ${to}, ${daysWords(period)}${passing}${document}${aside(page.where(place))}`;
}

function aside(text: string): string {
  return text === '' ? '' : ` (${text})`;
}
