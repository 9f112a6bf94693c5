/**
 * Commands for the log of a GitHub job, which GitHub shows as annotations at their lines: what is open, an act each. What
 * is waived or known is counted in the last line, and told in the job summary.
 */
import type { Act } from '../findings/acts.ts';
import { escapeLine, escapeText } from '../manifest/escape.ts';
import type { Severity } from '../rules/format.ts';
import { mostSerious, omittedFrom } from './bound.ts';
import { lastLine } from './compact.ts';
import type { Reporter } from './reporter.ts';
import { spotter, type Spot } from './spots.ts';
import { omittedSentence, toldOf, type Told } from './told.ts';
import { actMessage, actToDo } from './words.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

export const reportGithub: Reporter = (workspaces, { limit }) => {
  const open = workspaces.map(({ result }) => (result?.acts ?? []).filter(isOpen));
  const leadOf = ({ findings: [lead] }: Act): Act['findings'][number] => lead;
  const shown = mostSerious(open, limit, leadOf);
  // Acts are bounded here, and not findings.
  const lists = toldOf(workspaces, Infinity);
  return workspaces
    .flatMap((workspace, at) => {
      const spotOf = spotter(workspace);
      const told = { ...lists[at], omitted: omittedFrom(open[at].map(leadOf), shown[at].map(leadOf)) };
      return [...shown[at].map((act) => actCommand(act, spotOf(act.findings[0].place))), ...otherLines(told)];
    })
    .map((line) => `${line}\n`)
    .join('');
};

/** Is it to be shown where everything that is shown looks like a fault? */
export function isOpen({ isWaived, isKnown }: Act): boolean {
  return !isWaived && !isKnown;
}

function actCommand(act: Act, spot: Spot): string {
  const [{ severity, rule, isLater, since }] = act.findings;
  const later = isLater ? `From ${since} on: ` : '';
  const text = [`${later}${actMessage(act)}`, actToDo(act)];
  return command(COMMANDS[severity], rule, text, spot);
}

function otherLines(told: Told): readonly string[] {
  const { problems, result, omitted, home } = told;
  return [
    ...problems.map(({ code, text, spot }) => command('error', code, [text], spot)),
    ...(result?.absent ?? []).map((sentence) => command('error', 'nothing to check', [sentence], home)),
    ...(omitted ? [command('notice', 'left out', [omittedSentence(omitted)], home)] : []),
    escapeLine(lastLine(told)),
  ];
}

/** One command; the lines of its text are our own. */
function command(name: string, title: string, text: readonly string[], spot: Spot): string {
  const { path, line, endLine, column, endColumn } = spot;
  // Columns count within one line alone.
  const columns = line === endLine ? { col: column, endColumn } : {};
  const properties = Object.entries({ file: path, line, endLine, ...columns, title })
    .map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(',');
  return `::${name} ${properties}::${text.map(escapeData).join('%0A')}`;
}

/** The text of a command goes to the end of its line. */
function escapeData(text: string): string {
  return escapeText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a command ends at a comma or at two colons. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
