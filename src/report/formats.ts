/** Every format of a check: what it is for, how much it tells, and where it is written; each is loaded when it is asked for. */
import type { Reporter } from './reporter.ts';

/** A format of reports. */
export interface Format {
  /** What its bound counts. */
  readonly counts: 'acts' | 'findings';
  /** How much is told where nothing else is asked for. */
  readonly limit: number;
  /** What it is called on standard error where it is cut; for what nobody reads before it is uploaded. */
  readonly upload?: string;
  load(): Promise<Reporter>;
  /** The page for the job in which the check runs, where the service has a place for one. */
  loadSummary?(): Promise<Reporter>;
}

export const FORMATS = {
  text: {
    counts: 'acts',
    limit: 200,
    load: async () => (await import('./text.ts')).reportText,
  },
  compact: {
    counts: 'findings',
    limit: Infinity,
    load: async () => (await import('./compact.ts')).reportCompact,
  },
  json: {
    counts: 'findings',
    limit: Infinity,
    load: async () => (await import('./json.ts')).reportJson,
  },
  ndjson: {
    counts: 'findings',
    limit: Infinity,
    load: async () => (await import('./ndjson.ts')).reportNdjson,
  },
  sarif: {
    counts: 'findings',
    // GitHub shows no more than 5,000 results of one upload.
    limit: 5000,
    upload: 'SARIF',
    load: async () => (await import('./sarif.ts')).reportSarif,
  },
  junit: {
    counts: 'findings',
    limit: 5000,
    upload: 'JUnit report',
    load: async () => (await import('./junit.ts')).reportJunit,
  },
  github: {
    counts: 'acts',
    // GitHub shows no more than ten errors, ten warnings and ten notices of a step; the log has them all.
    limit: 50,
    load: async () => (await import('./github.ts')).reportGithub,
    loadSummary: async () => (await import('./github-summary.ts')).reportGithubSummary,
  },
  gitlab: {
    counts: 'findings',
    limit: 5000,
    load: async () => (await import('./gitlab.ts')).reportGitlab,
  },
  csv: {
    counts: 'findings',
    limit: Infinity,
    load: async () => (await import('./csv.ts')).reportCsv,
  },
  html: {
    counts: 'acts',
    // A page of more is slow to open, and nobody reads it.
    limit: 1000,
    load: async () => (await import('./html.ts')).reportHtml,
  },
  markdown: {
    counts: 'acts',
    // A comment is read in passing.
    limit: 10,
    load: async () => (await import('./pull-request.ts')).reportMarkdown,
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];
