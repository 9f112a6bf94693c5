/** Where entries of a manifest come from, for the comments above them. */
import { linesOf } from '../manifest/lines.ts';
import type { Span } from '../manifest/locate.ts';

/** Notes on one file. */
export interface Origins {
  /** Such as `from model.yaml data_assets.Invoices line 12`. */
  note(place: string, span: Span): string;
}

/** Notes on a file by its path as it is shown, and its text. */
export function originsIn(file: string, text: string): Origins {
  const lines = linesOf(text);
  return { note: (place, { start }) => `from ${file} ${place} line ${lines.at(start).line}` };
}
