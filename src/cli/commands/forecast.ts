import { PROGRAM } from '../../run/reported.ts';
import { forecast } from '../../run/forecast.ts';
import { untilOf } from '../days.ts';
import { Exit, UsageError } from '../exit.ts';
import { answerJson, dayAsked, openingOf, type Asking, type QuestionArguments } from '../one.ts';
import type { Found } from '../workspaces.ts';
import type { Outcome } from '../outcome.ts';

/** Options of `forecast`, as they were typed. */
export interface ForecastArguments extends QuestionArguments {
  readonly until: string;
}

const FORMATS = ['text', 'json', 'ics'];

/** Tells which verdicts will change, and when. Throws UsageError. */
export async function runForecast(
  found: readonly Found[],
  options: ForecastArguments,
  asking: Asking,
): Promise<Outcome> {
  const { format, until } = options;
  if (!FORMATS.includes(format)) {
    throw new UsageError(`there is no format ${format}; the formats of forecast are text, json and ics`);
  }
  const opening = await openingOf('forecast', found, asking.paint);
  if ('outcome' in opening) return opening.outcome;
  const { workspace, prefix } = opening;
  const at = dayAsked(options, workspace, asking);
  const answer = forecast(workspace, { at, until: untilOf(until, at) });
  if (format === 'json') return { out: answerJson(answer, prefix), exit: Exit.clean };
  if (format === 'ics') {
    const { forecastCalendar } = await import('../../report/forecast-calendar.ts');
    return { out: forecastCalendar(answer, PROGRAM, prefix.replace(/\/$/, '') || '.'), exit: Exit.clean };
  }
  const { forecastText } = await import('../../report/forecast.ts');
  return { out: forecastText(answer, { prefix, paint: asking.paint }), exit: Exit.clean };
}
