/** Every format of a check: what it is for, how much it tells, and where it is written; each is loaded when it is asked for. */
import type { Reporter } from './reporter.ts';

/** A format of reports. */
export interface Format {
  /** What its bound counts. */
  readonly counts: 'acts' | 'findings';
  /** How much is told where nothing else is asked for. */
  readonly limit: number;
  load(): Promise<Reporter>;
}

export const FORMATS = {
  text: {
    counts: 'acts',
    limit: 200,
    load: async () => (await import('./text.ts')).reportText,
  },
  json: {
    counts: 'findings',
    limit: Infinity,
    load: async () => (await import('./json.ts')).reportJson,
  },
  sarif: {
    counts: 'findings',
    // GitHub shows no more than 5,000 results of one upload.
    limit: 5000,
    load: async () => (await import('./sarif.ts')).reportSarif,
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
