/** What an exporter to another format is: a pure function of what a workspace says and of what follows from it. */
import type { InspectedFacts } from '../analysis/facts-format.ts';
import type { Manifest } from '../manifest/format.ts';

/** What a workspace says, all its files as one manifest, and what follows from it on a day. */
export interface Exportable {
  /** Entries are ordered by id. */
  readonly manifest: Manifest;
  readonly facts: InspectedFacts;
  /** Who holds what of whom, worked out when it is asked for; ordered by system, data, keeper and owner. */
  held(): readonly Held[];
}

/** What one party holds of one owner on one system. */
export interface Held {
  readonly system: string;
  readonly data: string;
  readonly owner: string;
  /** Absent where nobody entitled has named a keeper. */
  readonly keeper?: string;
  readonly certain: boolean;
  /** Absent where the owner holds it, and where no step that brought it here is judged by itself. */
  readonly authorized?: 'true' | 'false' | 'unknown';
  /** The authorizations that grant it. */
  readonly authorizations: readonly string[];
}

/** What another format has no place for. */
export interface Lost {
  /** Such as "authorizations.*.delegable". */
  readonly field: string;
  readonly count: number;
  readonly reason: string;
}

/** A file that an exporter writes. */
export interface ExportedFile {
  /** Its name in the folder that is named for the output. */
  readonly name: string;
  readonly text: string;
}

/** What an exporter makes: one text, or several files that belong together. */
export type Exported = ({ readonly text: string } | { readonly files: readonly ExportedFile[] }) & {
  /** Ordered by field. */
  readonly lost: readonly Lost[];
};

/** A format that can be written. */
export interface Exporter {
  /** As it is typed, such as "mermaid". */
  readonly name: string;
  /** What its files are, such as "Mermaid flowcharts". */
  readonly title: string;
  /** The same workspace and day give the same bytes. Never throws. */
  export(exportable: Exportable): Exported;
}
