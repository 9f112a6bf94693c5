/** What an importer of another format is: a pure function of files and names. */
import type { ProblemList } from '../manifest/problem.ts';
import type { Draft } from './draft.ts';
import type { Names } from './names.ts';
import type { Node } from './node.ts';
import type { ImportSummary } from './summary.ts';

/**
 * How files of a format are written: YAML of one document or of several (in files that end with .json, JSON), JSON, a JSON
 * value a line (or one for the file), or a text that the importer takes apart itself.
 */
export type Syntax = 'yaml' | 'yaml-documents' | 'json' | 'json-lines' | 'text';

/** A file of another format, decoded and read as its syntax says. */
export interface Source {
  /** As it is shown. */
  readonly path: string;
  readonly text: string;
  /** Its documents, in their order; none where its syntax is text. */
  readonly roots: readonly Node[];
  /** Takes what is wrong with the file. An import with a problem in any file has no result. */
  readonly problems: ProblemList;
}

/** A manifest in the making, and what is to be told of its making. */
export interface Import {
  readonly draft: Draft;
  readonly summary: ImportSummary;
}

/** What a file is instead of a format, and what to do about it. */
export interface OtherFormat {
  readonly format: string;
  readonly what: string;
  readonly remedy: string;
}

/** A format that can be imported. */
export interface Importer {
  /** As it is typed, such as "terraform". */
  readonly name: string;
  /** What its files are, such as "Threagile models". */
  readonly title: string;
  readonly syntax: Syntax;
  /** What a text is instead, where its syntax already tells that it is not of this format. */
  otherThan?(text: string): OtherFormat | undefined;
  /**
   * Turns files, ordered by path, into one draft. The same files and names give the same draft; what else is in a file
   * changes nothing of what an entry becomes. Never throws.
   */
  import(sources: readonly Source[], names: Names): Import;
}
