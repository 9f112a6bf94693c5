/** What removes a finding, told for people and for programs. */
import type { Edit, Repair, RepairAnswer } from '../answers/repairs.ts';
import type { Finding } from '../findings/finding.ts';
import { joined } from '../model/names.ts';
import { counted } from '../rules/language/wording.ts';
import { answerPage, daysWords, type AnswerOptions, type AnswerPage } from './answer-page.ts';
import { findingValue } from './json.ts';
import { unifiedDiff } from './unified-diff.ts';
import { actMessage, actRemedy } from './words.ts';

/** Where the parts of a report on a repair come from, and what became of it. */
export interface RepairPage extends AnswerOptions {
  /** Files that were written, as they are shown. */
  readonly written?: readonly string[];
}

/** The same as in the text, as plain values for programs. */
export function repairValue(
  { at, finding, repairs, refusals }: RepairAnswer,
  { prefix = '', written }: RepairPage,
): object {
  return {
    at,
    finding: findingValue(finding),
    repairs: repairs.map(({ by, edits, cost, isSmallest, ways, removes, brings, isSound, files }) => ({
      by,
      cost,
      smallest: isSmallest ? 'proved' : 'not-proved',
      ...(ways && { ways }),
      edits,
      removes: removes.map(told),
      brings: brings.map(told),
      sound: isSound,
      diff: files.map((file) => unifiedDiff(file, prefix)).join(''),
    })),
    refusals,
    ...(written && { written }),
  };
}

function told({ fingerprint, verdict, severity }: Finding): object {
  return { fingerprint, verdict, severity };
}

/** Writes the answer; ends with a line end. */
export function repairText(answer: RepairAnswer, options: RepairPage): string {
  const page = answerPage(options);
  const { at, finding, repairs, refusals } = answer;
  const { rule, severity, verdict, subject, place } = finding;
  const act = { findings: [finding], verdict };
  const [best, ...others] = repairs;
  return [
    ...page.heading(rule, `${verdict} (${severity}), as of ${at}`),
    '',
    ...page.prose(actMessage(act)),
    '',
    ...page.item('where  ', page.where(place)),
    ...page.item('subject', subject),
    ...(best === undefined ? [] : repairLines('What removes it', best, page)),
    ...others.flatMap((repair) => repairLines(`Or, with --by ${repair.by}`, repair, page)),
    ...page.section(
      best === undefined ? 'Neither flows nor authorizations mend it' : 'What does not help',
      refusals.flatMap(({ by, reason }) => page.item('-', `${DOING[by]}: ${reason}`)),
    ),
    ...page.section('What the rule asks for', page.prose(actRemedy(act))),
    ...(best === undefined ? [''] : ['', ...changeLines(best, page, options)]),
  ].join('\n');
}

const DOING = { cut: 'cutting flows', obtain: 'obtaining authorizations' } as const;

function repairLines(title: string, repair: Repair, page: AnswerPage): readonly string[] {
  const { edits, removes, brings, isSound, cost } = repair;
  const [first] = edits;
  return page.section(`${title} (cost ${cost})`, [
    ...edits.flatMap((edit) => page.item('-', editWords(edit))),
    '',
    ...page.prose(proofWords(repair)),
    ...page.prose(meaningOf(first)),
    ...(removes.length === 0
      ? []
      : [
          ...page.prose(`${counted(removes.length, 'other finding')} would go too:`),
          ...listed(removes, page),
        ]),
    ...(brings.length === 0
      ? page.prose('It brings no new finding.')
      : [
          ...page.prose(
            `It brings ${counted(brings.length, 'new finding')}${isSound ? '' : ', and the check would fail for that, so that it is not preferred and not written'}:`,
          ),
          ...listed(brings, page),
        ]),
  ]);
}

/** How many findings are named. */
const NAMED_LIMIT = 10;

function listed(findings: readonly Finding[], page: AnswerPage): readonly string[] {
  const rest = findings.length - NAMED_LIMIT;
  return [
    ...findings
      .slice(0, NAMED_LIMIT)
      .flatMap(({ rule, subject, verdict, severity }) =>
        page.item('-', `${rule}  ${subject}  (${verdict}, ${severity})`, 4),
      ),
    ...(rest > 0 ? page.item('-', `and ${rest} more`, 4) : []),
  ];
}

function editWords(edit: Edit): string {
  switch (edit.kind) {
    case 'cut':
      return `take out the flow ${edit.flow}`;
    case 'end':
      return `end the flow ${edit.flow} with ${edit.until}`;
    case 'obtain': {
      const { by, to, data = [], actions, purposes, zones, channels, period = {}, delegable } = edit.grant;
      const limits = [
        ...(purposes === undefined ? [] : [`for ${joined(purposes)}`]),
        ...(zones === undefined ? [] : [`in the zone ${joined(zones)}`]),
        ...(channels === undefined ? [] : [`by ${joined(channels)}`]),
        daysWords(period),
        ...(delegable === undefined ? [] : [`which may be passed on ${counted(delegable, 'time')}`]),
      ];
      return `${by} permits ${to} to ${joined(actions)} ${joined(data)}, ${limits.join(', ')} (authorization ${edit.authorization} in ${edit.file})`;
    }
    default:
      return edit satisfies never;
  }
}

function proofWords({ by, edits, isSmallest, ways }: Repair): string {
  const what = by === 'cut' ? 'set of flows' : 'set of authorizations';
  if (!isSmallest)
    return `Not proved smallest: none of it can be left out, and another ${what} may cost less.`;
  if (ways !== undefined)
    return `Proved smallest: the data comes on ${counted(ways.length, 'way')} (${ways.map((way) => way.join(' ')).join('; ')}), each of which would do alone and has to be cut.`;
  return edits.length === 1
    ? 'Proved smallest: it is one change, and with none the finding stays.'
    : `Proved smallest: no ${what} costs less.`;
}

/** What is said by an edit, so that nobody states what is not so. */
function meaningOf(edit: Edit): string {
  switch (edit.kind) {
    case 'cut':
      return 'A manifest without a flow says that it never ran. Where it has run, its copies are still there: end the flow, dispose of the copies, and state the disposal.';
    case 'end':
      return 'What the flow has brought by then stays until it is disposed of.';
    case 'obtain':
      return `Ask ${edit.grant.by} first: a manifest with the authorization says that it has been granted. Add its reference.`;
    default:
      return edit satisfies never;
  }
}

function changeLines(
  { files, isSound }: Repair,
  page: AnswerPage,
  { prefix, written }: RepairPage,
): string[] {
  if (written !== undefined) return [...written.flatMap((path) => page.prose(`wrote ${path}`, 0)), ''];
  return [
    ...page.prose(isSound ? 'With --write this is changed:' : 'This would be changed:', 0),
    '',
    files.map((file) => unifiedDiff(file, prefix)).join(''),
  ];
}
