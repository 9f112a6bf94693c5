/** A workspace that stays open while its files change, as an editor or a watch has it. */
import { manifestReader, type ManifestReader, type ManifestReading, type Source } from '../manifest/read.ts';
import type { Problem } from '../manifest/problem.ts';
import {
  checkOpened,
  inspectOpened,
  witnessOpened,
  type At,
  type CheckDays,
  type Checked,
  type Inspected,
  type Witnessed,
} from './answers.ts';
import { openSettings, type Settings } from './settings.ts';
import { linkWorkspace, type Opened, type WorkspaceInput } from './workspace.ts';

/**
 * Keeps what the files of a workspace say, and what it goes by. A file is read again when it changes, and no other is;
 * the model is linked when the next question comes.
 */
export class Session {
  // Texts of files that are gone keep their numbers, so that its memory grows with what is typed, and ends with it.
  private readonly reader: ManifestReader;
  private readonly settings: Settings;
  private readonly readings = new Map<string, ManifestReading>();
  private open: Opened | undefined;

  constructor(private readonly input: WorkspaceInput) {
    this.reader = manifestReader(input.sizeLimit);
    this.settings = openSettings(input);
    for (const file of input.files) this.change(file);
  }

  /** A file is new, or says something else. */
  change(file: Source): void {
    this.readings.set(file.path, this.reader.read(file));
    this.open = undefined;
  }

  /** A file is gone; one that was never there may go too. */
  remove(path: string): void {
    if (this.readings.delete(path)) this.open = undefined;
  }

  /** Checks the workspace as it is now. Throws a RangeError on a day that does not exist. */
  check(days: CheckDays): Checked {
    return checkOpened(this.opened(), days);
  }

  /** All facts of the workspace as it is now. Throws a RangeError on a day that does not exist. */
  inspect(at: At): Inspected {
    return inspectOpened(this.opened(), at);
  }

  /**
   * Step names of the shortest way of a datum to a system, in travel order; undefined where it is not held there. Throws a
   * RangeError on a day that does not exist.
   */
  witness(asked: Witnessed): readonly string[] | undefined {
    return witnessOpened(this.opened(), asked);
  }

  /** Everything that keeps the workspace from being asked; empty where nothing does. */
  problems(): readonly Problem[] {
    return this.opened().problems;
  }

  /** The workspace as it is now, linked once for all questions between two changes. */
  opened(): Opened {
    const { input: found, settings } = this;
    const files = (): { path: string; reading: ManifestReading }[] =>
      [...this.readings].map(([path, reading]) => ({ path, reading }));
    this.open ??= linkWorkspace({ files: files(), strings: this.reader.strings, settings, found });
    return this.open;
  }
}
