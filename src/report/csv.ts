/** A row for each finding, for spreadsheets. What is waived or known is there, and marked. */
import type { Finding } from '../findings/finding.ts';
import { omittedWords } from './bound.ts';
import { csvText } from '../manifest/csv.ts';
import type { Reporter } from './reporter.ts';
import type { Spot } from './spots.ts';
import { toldOf, type Told } from './told.ts';
import { findingMessage, findingToDo } from './words.ts';

const COLUMNS = [
  'kind',
  'verdict',
  'severity',
  'settled',
  'rule',
  'subject',
  'data',
  'owners',
  'message',
  'what to do',
  'since',
  'folder',
  'file',
  'line',
  'column',
  'fingerprint',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

export const reportCsv: Reporter = (workspaces, { limit }) => {
  const rows = toldOf(workspaces, limit).flatMap(rowsOf);
  return csvText([COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ''))]);
};

function rowsOf({ folder, home, result, findings, omitted, problems }: Told): readonly Row[] {
  const said = (kind: string, message: string): Row => ({ kind, message, folder, ...placeOf(home) });
  return [
    ...problems.map(({ code, text, spot }) => ({
      ...said('problem', text),
      severity: 'error',
      rule: code,
      ...placeOf(spot),
    })),
    ...findings.map(({ finding, spot }) => ({ folder, ...placeOf(spot), ...findingRow(finding) })),
    ...(omitted ? [said('left out', `${omitted.count} findings: ${omittedWords(omitted)}`)] : []),
    ...(result?.absent ?? []).map((sentence) => said('nothing', sentence)),
  ];
}

function placeOf({ path, line, column }: Spot): Row {
  return { file: path, line: String(line), column: String(column) };
}

function findingRow(finding: Finding): Row {
  const { verdict, severity, rule, subject, data = '', owners, since, fingerprint } = finding;
  const message = findingMessage(finding);
  const shared = { verdict, severity, settled: settledWords(finding), rule, subject, data };
  const texts = { owners: owners.join(' '), message, 'what to do': findingToDo(finding) };
  return { kind: 'finding', ...shared, ...texts, since, fingerprint };
}

function settledWords({ waived, known }: Finding): string {
  return waived === undefined ? (known ?? '') : `waived: ${waived.join('; ')}`;
}
