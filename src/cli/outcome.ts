import type { ExitCode } from './exit.ts';

/** A report for a file, at the path as it was typed. */
export interface ReportFile {
  readonly path: string;
  readonly text: string;
  /** Who may read it, where not everybody: as of chmod. */
  readonly mode?: number;
  /** Is the file there already, and does it keep who may read and write it? */
  readonly isModeKept?: boolean;
}

/** What a command leaves to be written, and how the process is to end. */
export interface Outcome {
  readonly out: string;
  /** Made before any file is written. */
  readonly folders?: readonly string[];
  /** Put at the end of files that others write to as well, such as the summary of a job. */
  readonly appended?: readonly ReportFile[];
  /** Written before anything else; where that fails, nothing is printed. */
  readonly files?: readonly ReportFile[];
  /** For standard error: what stands in no report, or why there is none. */
  readonly error?: string;
  readonly exit: ExitCode;
}
