import { CST } from 'yaml';

/** Most brackets of flow collections that may be open at once. */
export const FLOW_DEPTH_LIMIT = 64;
/** Most `-`, `?`, `:`, tags and anchors of block collections on one line. */
export const INDICATOR_LIMIT = 64;
/** Most commas of flow collections on one line: the library needs some 10 microseconds for each item. */
export const COMMA_LIMIT = 20_000;
/** Most columns of indentation before content. */
export const INDENT_LIMIT = 256;
/** Most block collections that may be open at once. */
export const BLOCK_DEPTH_LIMIT = 64;

/** Watches the lexemes of a YAML text, in order, before anything recursive sees them. */
export interface Guard {
  /** What is absurd about the next lexeme, or undefined; after a refusal nothing more may be parsed. */
  admit(lexeme: string): string | undefined;
  /** Type of the lexeme admitted last, in the words of the library; the text of a plain or block scalar is `text`. */
  type(): string;
  /** Offset of the lexeme admitted last. */
  start(): number;
}

/**
 * A guard with constant work for each lexeme and no recursion.
 *
 * It listens to the very lexer that feeds the parser, so quotes, comments and block scalars need no second
 * opinion about where they end: brackets and dashes inside of them never arrive here as structure.
 * INVARIANT: what it admits nests at most BLOCK_DEPTH_LIMIT + FLOW_DEPTH_LIMIT collections deep (twice that with
 * the pairs of flow lists), which the parser's and the composer's recursion stand on any stack.
 */
export function createGuard(): Guard {
  // Columns at which block collections are open, ascending.
  const columns: number[] = [];
  let offset = 0;
  let lineStart = 0;
  let atLineStart = true;
  let indent = 0;
  let indicators = 0;
  let commas = 0;
  let flowDepth = 0;
  let isScalarNext = false;
  let type = '';
  let start = 0;

  const newLine = (at: number) => {
    lineStart = at;
    atLineStart = true;
    indent = 0;
    indicators = 0;
    commas = 0;
  };

  const openBlockAt = (column: number) => {
    while (columns.length > 0 && columns[columns.length - 1] > column) columns.pop();
    if (columns[columns.length - 1] !== column) columns.push(column);
  };

  const enterLine = (): string | undefined => {
    if (!atLineStart) return undefined;
    atLineStart = false;
    if (flowDepth === 0) openBlockAt(indent);
    return indent > INDENT_LIMIT ? `the line is indented by more than ${INDENT_LIMIT} columns` : undefined;
  };

  const passScalar = (lexeme: string) => {
    const lastBreak = lexeme.lastIndexOf('\n');
    if (lastBreak === -1) return;
    // Only a block scalar ends with its line break; the next lexeme then starts a line.
    if (lastBreak === lexeme.length - 1) newLine(start + lexeme.length);
    else lineStart = start + lastBreak + 1;
  };

  const countIndicator = (): string | undefined => {
    indicators += 1;
    if (flowDepth === 0) openBlockAt(start - lineStart);
    return indicators > INDICATOR_LIMIT
      ? `more than ${INDICATOR_LIMIT} indicators stand on one line`
      : undefined;
  };

  const structure = (): string | undefined => {
    switch (type) {
      case 'flow-map-start':
      case 'flow-seq-start':
        flowDepth += 1;
        return flowDepth > FLOW_DEPTH_LIMIT ? `more than ${FLOW_DEPTH_LIMIT} brackets are open` : undefined;
      case 'flow-map-end':
      case 'flow-seq-end':
        flowDepth = Math.max(0, flowDepth - 1);
        return undefined;
      case 'comma':
        commas += 1;
        return commas > COMMA_LIMIT ? `more than ${COMMA_LIMIT} items stand on one line` : undefined;
      case 'map-value-ind':
        return flowDepth === 0 ? countIndicator() : undefined;
      case 'seq-item-ind':
      case 'explicit-key-ind':
      case 'tag':
      case 'anchor':
        return countIndicator();
      case 'doc-start':
      case 'doc-end':
        flowDepth = 0;
        columns.length = 0;
        return undefined;
      default:
        return undefined;
    }
  };

  const refusalOf = (lexeme: string): string | undefined => {
    switch (type) {
      case 'flow-error-end':
        flowDepth = 0;
        return undefined;
      case 'doc-mode':
      case 'byte-order-mark':
      case 'comment':
      case 'directive-line':
        return undefined;
      case 'newline':
        newLine(start + lexeme.length);
        return undefined;
      case 'space':
        if (atLineStart) indent += lexeme.length;
        return undefined;
      default:
        break;
    }
    const refusal = enterLine() ?? structure();
    if (refusal !== undefined) return refusal;
    return columns.length > BLOCK_DEPTH_LIMIT ? `more than ${BLOCK_DEPTH_LIMIT} levels are open` : undefined;
  };

  return {
    admit(lexeme) {
      start = offset;
      if (isScalarNext) {
        isScalarNext = false;
        type = 'text';
        offset += lexeme.length;
        passScalar(lexeme);
        return undefined;
      }
      type = CST.tokenType(lexeme) ?? 'unknown';
      isScalarNext = type === 'scalar';
      // Marks of the lexer itself stand for no text.
      const isMark = isScalarNext || type === 'doc-mode' || type === 'flow-error-end';
      if (!isMark) offset += lexeme.length;
      const refusal = refusalOf(lexeme);
      if (type === 'single-quoted-scalar' || type === 'double-quoted-scalar') passScalar(lexeme);
      return refusal;
    },
    type: () => type,
    start: () => start,
  };
}
