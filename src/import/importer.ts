/** What an importer of another format is: a pure function of files and names. */
import type { Span } from '../manifest/locate.ts';
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

/** What a file is instead of what it was taken for, with what to do, and where it shows. */
export interface OtherFormat {
  readonly format: string;
  readonly what: string;
  readonly remedy: string;
  readonly span: Span;
}

/** A format that can be imported. */
export interface Importer {
  /** As it is typed, such as "terraform". */
  readonly name: string;
  /** Other names under which it can be typed. */
  readonly aliases?: readonly string[];
  /** What its files are, such as "Threagile models". */
  readonly title: string;
  readonly syntax: Syntax;
  /** The syntax of a file of another name, where the format has such files. */
  syntaxOf?(path: string): Syntax;
  /** Tags of YAML that the format has. */
  readonly tags?: readonly string[];
  /** What a file includes, as paths from its folder on, where the format has that. */
  includes?(source: Source): readonly string[];
  /** What a text is instead that cannot be read by the syntax, if that can be told, such as a template. */
  otherFormat?(text: string): OtherFormat | undefined;
  /**
   * Turns files, ordered by path, into one draft. The same files and names give the same draft; what else is in a file
   * changes nothing of what an entry becomes. Never throws.
   */
  import(sources: readonly Source[], names: Names): Import;
  /**
   * The same for what was there before the change that the files are about, where they tell it: with that a change is
   * compared whose files no revision has.
   */
  before?(sources: readonly Source[], names: Names): Import;
}
