/** A value that is not a map or a list. */
export type Scalar = string | number | boolean | null;

/**
 * What every reader, whatever its source format, tells the same listeners, in document order.
 * Offsets are UTF-16 indices into the decoded text, after a byte order mark was stripped; ends are exclusive.
 */
export interface Sink {
  mapStart(start: number): void;
  /** A key of the innermost map; its value comes next. */
  key(text: string, start: number, end: number): void;
  listStart(start: number): void;
  scalar(value: Scalar, start: number, end: number): void;
  /** The tag of the value that comes next, where a format has tags of its own. */
  tag?(text: string): void;
  /** Closes the innermost map or list. */
  end(end: number): void;
}

/** Most maps and lists inside one another that any reader accepts, the outermost counted. */
export const DEPTH_LIMIT = 64;

/** A sink that ignores everything, for checking a text without keeping it. */
export const SILENT_SINK: Sink = {
  mapStart: () => undefined,
  key: () => undefined,
  listStart: () => undefined,
  scalar: () => undefined,
  end: () => undefined,
};
