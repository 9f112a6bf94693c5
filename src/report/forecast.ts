/** The calendar of verdicts for people: day by day what becomes a violation, what stops being one, and why. */
import type { Cause, Forecast, ForecastDay, VerdictChange } from '../findings/forecast.ts';
import { escapeText } from '../manifest/escape.ts';
import { joined } from '../model/names.ts';
import type { DatedEvent } from '../rules/dated.ts';
import { counted, durationWords } from '../rules/language/wording.ts';
import type { SectionName } from '../model/model.ts';
import { answerPage, type AnswerOptions, type AnswerPage } from './answer-page.ts';

/** Writes the forecast; ends with a line end. */
export function forecastText(forecast: Forecast, options: AnswerOptions): string {
  const page = answerPage(options);
  const { at, until, days, looked } = forecast;
  return [
    ...page.heading(`Verdicts that change from ${at} to ${until}`),
    ...days.flatMap((each) => dayLines(each, page)),
    '',
    ...(days.length === 0 ? ['No verdict changes.'] : []),
    `${counted(days.length, 'day')} with other verdicts, of ${counted(looked, 'day')} on which something changes: ${countWords(days)}`,
    '',
  ].join('\n');
}

function countWords(days: readonly ForecastDay[]): string {
  const changes = days.flatMap((day) => day.changes);
  const begin = changes.filter(({ after }) => after === 'violation').length;
  const stop = changes.filter(({ before }) => before === 'violation').length;
  return `${counted(begin, 'violation')} to come, ${stop} to go (by rule, data and owner)`;
}

function dayLines({ day, changes }: ForecastDay, page: AnswerPage): readonly string[] {
  const told = changes.filter(({ with: lead }) => lead === undefined);
  return ['', page.paint('strong', day), ...told.flatMap((change) => changeLines(change, changes, page))];
}

function changeLines(
  change: VerdictChange,
  changes: readonly VerdictChange[],
  page: AnswerPage,
): readonly string[] {
  const { place, because, message, remedy } = change;
  const where = page.where(place);
  return [
    '',
    ...page.prose(changeWords(change, changes)),
    ...(where === '' ? [] : page.labelled('where', where)),
    ...(because.length === 0 ? [] : page.labelled('because', causesWords(because))),
    ...(change.after === 'none' ? [] : page.labelled('what', message)),
    ...(change.after === 'violation' && remedy !== undefined ? page.labelled('to fix', remedy) : []),
  ];
}

/** A change in a sentence, such as "flow:export/invoices becomes a violation of core/expired-authorization". */
export function changeWords(change: VerdictChange, changes: readonly VerdictChange[]): string {
  const { subject, rule, severity, fingerprint, before, after } = change;
  const also = changes.filter(({ with: lead }) => lead === fingerprint).map((each) => each.rule);
  const others = also.length === 0 ? '' : `, and of ${joined(also)}`;
  switch (after) {
    case 'violation':
      return `${subject} becomes a violation of ${rule} (${severity})${others}`;
    case 'undecided':
      return `${subject} can no longer be decided for ${rule} (${severity})${others}`;
    case 'waived':
      return `${subject} is waived for ${rule}${others}`;
    case 'none':
      return before === 'violation'
        ? `${subject} is no longer a violation of ${rule}${others}`
        : `${subject} is no longer ${before} for ${rule}${others}`;
    default:
      return after satisfies never;
  }
}

/** What a change comes from, in words. */
export function causesWords(causes: readonly Cause[]): string {
  // Several things of one sort may pass on one day, such as two assessments.
  const each = [...new Set(causes.map(causeWords))];
  const words = joined(each.slice(0, CAUSES));
  return each.length <= CAUSES ? words : `${words}, and ${each.length - CAUSES} more`;
}

const CAUSES = 8;

const NAMES: Readonly<Record<SectionName, string>> = {
  parties: 'party',
  contracts: 'contract',
  zones: 'zone',
  systems: 'system',
  data: 'data set',
  flows: 'flow',
  access: 'access',
  authorizations: 'authorization',
  waivers: 'waiver',
};

const EVENTS: Readonly<Record<DatedEvent, string>> = {
  begin: 'beginning',
  end: 'end',
  expiry: 'expiry',
  disposal: 'disposal',
  assessment: 'assessment',
  'assessment-end': 'end of an assessment',
  training: 'training',
  award: 'award',
  test: 'test',
};

function causeWords({ section, id, event, on, what, span = '' }: Cause): string {
  const name = `${NAMES[section]} ${id}`;
  const of = `the ${EVENTS[event]} of ${name} on ${on}`;
  switch (what) {
    case 'begins':
      return `${name} begins on ${on}`;
    case 'ends':
      if (event === 'expiry') return `${name} expires on ${on}`;
      return event === 'end' ? `${name} ends on ${on}` : `${of} has passed`;
    case 'counts':
      return `${of} counts from then on`;
    case 'ages':
      return `${of} is more than ${durationWords(span)} ago`;
    case 'nears':
      return `${of} is no more than ${durationWords(span)} away`;
    case 'passes':
      return `${of} has passed`;
    default:
      return what satisfies never;
  }
}

/** The heading of a day in a calendar. */
export function daySummary({ changes }: ForecastDay): string {
  const told = changes.filter(({ with: lead }) => lead === undefined);
  const [first] = told;
  const more = told.length === 1 ? '' : `, and ${counted(told.length - 1, 'more change')}`;
  return escapeText(`${changeWords(first, changes)}${more}`);
}
