import { Composer, Lexer, Parser, isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { CST, Document, Node, Pair, ParsedNode, Range, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { resolveAliases, type Aliases } from './aliases.ts';
import { hasJoiner, reportText } from './characters.ts';
import { createGuard, type Guard } from './guard.ts';
import { checkKey, checkRepeated, seenKeys, type SeenKeys } from './keys.ts';
import { YAML_OPEN_QUOTE, YAML_OTHER_TROUBLE, YAML_TROUBLE, type ProblemCode } from './messages.ts';
import { numberTrouble } from './number.ts';
import { problemList, type Problem, type ProblemList } from './problem.ts';
import { DEPTH_LIMIT, type Sink } from './sink.ts';

const OPTIONS = {
  version: '1.2',
  schema: 'core',
  stringKeys: true,
  uniqueKeys: false,
  merge: false,
  resolveKnownTags: false,
  strict: true,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

// Other formats mean other things by `yes`, `010` or `2020-07-01`; whoever reads them knows what.
const FOREIGN_OPTIONS = { ...OPTIONS, schema: 'failsafe' } as const;

/** Our own format, or one of others: there anchors, aliases and merge keys count, and each scalar is a text. */
type Dialect = 'strict' | 'foreign';

// The lexemes that a dialect leaves out, with the code of their problem.
const REFUSED_IN_FOREIGN = { tag: 'tag', 'directive-line': 'directive' } as const;
const REFUSED_LEXEMES = { ...REFUSED_IN_FOREIGN, alias: 'alias', anchor: 'anchor' } as const;

// Errors of the library that only repeat that an anchor, alias, tag or directive stands there.
const CONSEQUENCES = new Set([
  'ALIAS_PROPS',
  'BAD_ALIAS',
  'BAD_COLLECTION_TYPE',
  'BAD_DIRECTIVE',
  'BAD_PROP_ORDER',
  'MULTIPLE_ANCHORS',
  'MULTIPLE_TAGS',
  'TAG_RESOLVE_FAILED',
]);

const UNKNOWN_TAG = new Set(['BAD_COLLECTION_TYPE', 'TAG_RESOLVE_FAILED']);

/**
 * Reads the strict YAML of the format and tells the sink what it holds; the problems come in no order.
 * Never throws. When there are problems of syntax the sink is told nothing.
 * The text has passed `decode` or `checkText`; `budget` bounds the nodes that are walked.
 */
export function readYaml(
  text: string,
  file: string,
  sink: Sink,
  // Each node has a character of its own in the source, as aliases are refused; so this is never used up.
  budget = 4 * text.length + 16,
): Problem[] {
  return read(text, file, () => sink, budget, { dialect: 'strict', isSingle: true });
}

/**
 * Reads the YAML of other formats, by the same limits and refusals, with three differences: anchors, aliases and merge
 * keys are expanded, as far as `budget` goes; keys may be in any script; and every scalar is told as a text, or as null
 * where it is empty, so that what it means is up to the importer. Of tags only `tags` are admitted, and the sink
 * is told of them. Never throws.
 */
export function readForeignYaml(
  text: string,
  file: string,
  sink: Sink,
  // Some thirty times what a file needs that repeats nothing, and more for a small one.
  budget = 4 * text.length + 10_000,
  tags: readonly string[] = [],
): Problem[] {
  return read(text, file, () => sink, budget, { dialect: 'foreign', isSingle: true, tags });
}

/**
 * The same for a file of any number of documents: `sinkOf` gives the sink of each one that is not empty, in their order.
 * The budget is that of the whole file.
 */
export function readForeignDocuments(
  text: string,
  file: string,
  sinkOf: () => Sink,
  budget = 4 * text.length + 10_000,
): Problem[] {
  return read(text, file, sinkOf, budget, { dialect: 'foreign', isSingle: false });
}

interface Manner {
  readonly dialect: Dialect;
  readonly isSingle: boolean;
  /** Tags of the format itself. */
  readonly tags?: readonly string[];
}

function read(text: string, file: string, sinkOf: () => Sink, budget: number, manner: Manner): Problem[] {
  const problems = problemList(file);
  // YAML counts a lone CR as a line end and the library does not; the replacement keeps every offset.
  const source = text.replace(/\r(?!\n)/g, '\n');
  const context: Walk = {
    file,
    problems,
    mayNeedScan: hasJoiner(source) || source.includes('\\'),
    budget,
    contentEnd: 0,
  };
  for (const document of compose(source, problems, manner)) {
    if (manner.dialect === 'foreign') {
      context.aliases = resolveAliases(document, problems, () => (context.budget -= 1) >= 0);
    }
    walk(document.contents as Node, sinkOf(), context);
  }
  return problems.finish();
}

/** The documents that are not empty: the only one where there is to be one; none when the file cannot be walked. */
function compose(
  source: string,
  problems: ProblemList,
  { dialect, isSingle, tags = [] }: Manner,
): Document.Parsed[] {
  const watch: Watch = { dialect, tags, isRefused: false, hasRefusedLexeme: false, openQuote: Infinity };
  const documents = composeDocuments(source, problems, watch, isSingle ? 2 : Infinity);
  if (documents === undefined || watch.isRefused) return [];
  const isSound = reportSyntax(source, documents, watch, problems);
  const [, second] = documents;
  if (isSingle && second !== undefined) {
    const start = Math.min(second.range[0], source.length);
    problems.add('several-documents', start, Math.min(start + 3, source.length));
  }
  if (!isSound) return [];
  const full = (isSingle ? documents.slice(0, 1) : documents).filter(({ contents }) => !isEmpty(contents));
  if (full.length === 0 && !watch.hasRefusedLexeme) problems.add('empty', 0, 0);
  return full;
}

function composeDocuments(
  source: string,
  problems: ProblemList,
  watch: Watch,
  limit: number,
): Document.Parsed[] | undefined {
  const documents: Document.Parsed[] = [];
  try {
    const tokens = guardedTokens(source, problems, watch);
    const options = watch.dialect === 'strict' ? OPTIONS : FOREIGN_OPTIONS;
    for (const document of new Composer(options).compose(tokens, true, source.length)) {
      documents.push(document as Document.Parsed);
      if (documents.length === limit) break;
    }
    return documents;
  } catch {
    // The library met a limit of its own, such as the stack's; whatever it was, the file has not been read.
    problems.add('unreadable', 0, 0);
    return undefined;
  }
}

interface Watch {
  readonly dialect: Dialect;
  readonly tags: readonly string[];
  isRefused: boolean;
  hasRefusedLexeme: boolean;
  // Offset of the first quote that is never closed; what follows it is read wrongly.
  openQuote: number;
}

// Lexer, guard and parser step by step, so that the parser never sees what comes after a refusal.
function* guardedTokens(source: string, problems: ProblemList, watch: Watch): Generator<CST.Token> {
  const parser = new Parser();
  const guard = createGuard();
  for (const lexeme of new Lexer().lex(source)) {
    const refusal = guard.admit(lexeme);
    if (refusal !== undefined) {
      problems.add('nesting', guard.start(), guard.start() + lexeme.length, { what: refusal });
      watch.isRefused = true;
      return;
    }
    watchLexeme(lexeme, guard, problems, watch);
    yield* parser.next(lexeme);
  }
  yield* parser.end();
}

function watchLexeme(lexeme: string, guard: Guard, problems: ProblemList, watch: Watch): void {
  const type = guard.type();
  const start = guard.start();
  const refused = type === 'tag' && watch.tags.includes(lexeme) ? undefined : refusalOf(type, watch.dialect);
  if (refused !== undefined) {
    problems.add(refused, start, start + lexeme.length, { text: lexeme });
    watch.hasRefusedLexeme = true;
  } else if (isOpenQuote(type, lexeme) && start < watch.openQuote) {
    const [what, remedy] = YAML_OPEN_QUOTE;
    problems.add('yaml-syntax', start, start + 1, { what, remedy });
    watch.openQuote = start;
  }
}

// The library reports the end of such a text, which is often the end of the file.
function isOpenQuote(type: string, lexeme: string): boolean {
  if (type !== 'double-quoted-scalar' && type !== 'single-quoted-scalar') return false;
  return lexeme.length === 1 || lexeme[lexeme.length - 1] !== lexeme[0];
}

function refusalOf(type: string, dialect: Dialect): ProblemCode | undefined {
  const refused: Readonly<Record<string, ProblemCode>> =
    dialect === 'strict' ? REFUSED_LEXEMES : REFUSED_IN_FOREIGN;
  return Object.hasOwn(refused, type) ? refused[type] : undefined;
}

/** Reports the library's errors, at most one a line as one slip often causes several; false when there were any. */
function reportSyntax(
  source: string,
  documents: Document.Parsed[],
  watch: Watch,
  problems: ProblemList,
): boolean {
  const errors = documents
    .flatMap((document) => [...document.errors, ...document.warnings])
    .filter((error) => !(watch.hasRefusedLexeme && CONSEQUENCES.has(error.code)))
    // Tags that the library does not know are refused above, or admitted.
    .filter((error) => !(watch.tags.length > 0 && UNKNOWN_TAG.has(error.code)))
    .sort((a, b) => a.pos[0] - b.pos[0]);
  let lineEnd = -1;
  for (const error of errors) {
    const start = Math.max(0, Math.min(error.pos[0], source.length));
    if (start <= lineEnd || start >= watch.openQuote) continue;
    const nextBreak = source.indexOf('\n', start);
    lineEnd = nextBreak === -1 ? source.length : nextBreak;
    reportTrouble(error.code, start, Math.max(start, Math.min(error.pos[1], source.length)), problems);
  }
  return errors.length === 0;
}

function reportTrouble(code: string, start: number, end: number, problems: ProblemList): void {
  if (code === 'RESOURCE_EXHAUSTION') problems.add('unreadable', start, end);
  else {
    const [what, remedy] = YAML_TROUBLE[code] ?? YAML_OTHER_TROUBLE;
    problems.add('yaml-syntax', start, end, { what, remedy });
  }
}

function isEmpty(root: ParsedNode | null): root is null {
  return root === null || (isScalar(root) && root.value === null && root.source === '');
}

interface Walk {
  readonly file: string;
  readonly problems: ProblemList;
  // Whether a scalar can hold a character that the scan of the source has not judged.
  readonly mayNeedScan: boolean;
  // Steps that are left; a walk takes two for each node.
  budget: number;
  // Where the value told last ended.
  contentEnd: number;
  // There in the foreign dialect only.
  aliases?: Aliases;
}

type Child = Node | Pair | null | unknown;

interface Frame {
  readonly items: readonly Child[];
  readonly isBlock: boolean;
  readonly end: number;
  readonly seen: SeenKeys | undefined;
  next: number;
}

function walk(root: Node, sink: Sink, context: Walk): void {
  const stack: Frame[] = [];
  enter(root, false, 0, stack, sink, context);
  while (stack.length > 0) {
    context.budget -= 1;
    if (context.budget < 0) return context.problems.add(context.aliases ? 'expansion' : 'unreadable', 0, 0);
    const frame = stack[stack.length - 1];
    if (frame.next === frame.items.length) {
      stack.pop();
      // A block collection ends with the last thing in it, not with the line or the comments after that.
      if (!frame.isBlock) context.contentEnd = frame.end;
      sink.end(context.contentEnd);
      continue;
    }
    const child = frame.items[frame.next];
    frame.next += 1;
    if (frame.seen === undefined) enter(child, false, frame.end, stack, sink, context);
    else enterPair(child as Pair, frame.seen, stack, sink, context);
  }
}

function enterPair(pair: Pair, seen: SeenKeys, stack: Frame[], sink: Sink, context: Walk): void {
  const key = pair.key as Scalar;
  const [start, end] = rangeOf(key, 0);
  const name = String(key.value);
  if (context.aliases === undefined) checkKey(name, start, end, seen, context.file, context.problems);
  else {
    checkRepeated(name, start, end, seen, context.file, context.problems);
    if (context.mayNeedScan) reportText(name, true, start, end, context.problems);
  }
  sink.key(name, start, end);
  enter(pair.value, name === 'name', end, stack, sink, context);
}

function enter(
  node: unknown,
  isName: boolean,
  place: number,
  stack: Frame[],
  sink: Sink,
  context: Walk,
): void {
  if (isMap(node) || isSeq(node)) return enterCollection(node, stack, sink, context);
  if (isAlias(node)) return enter(context.aliases?.target(node), isName, place, stack, sink, context);
  const [start, end] = rangeOf(node, place);
  context.contentEnd = end;
  tellTag(node, sink);
  if (!isScalar(node)) return sink.scalar(null, start, end);
  checkScalar(node, isName || context.aliases !== undefined, start, end, context);
  const { value } = node;
  if (context.aliases !== undefined && isEmptyScalar(node)) return sink.scalar(null, start, end);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  sink.scalar(isPlain ? value : null, start, end);
}

/** Tells a tag as it is written: with one mark before it, which those of YAML itself have not. */
function tellTag(node: unknown, sink: Sink): void {
  const { tag } = (node ?? {}) as { readonly tag?: unknown };
  if (typeof tag === 'string' && tag.startsWith('!')) sink.tag?.(tag);
}

function enterCollection(node: YAMLMap | YAMLSeq, stack: Frame[], sink: Sink, context: Walk): void {
  const [start, end] = rangeOf(node, 0);
  tellTag(node, sink);
  if (isMap(node)) sink.mapStart(start);
  else sink.listStart(start);
  const isTooDeep = stack.length >= DEPTH_LIMIT;
  if (isTooDeep)
    context.problems.add('nesting', start, end, { what: `more than ${DEPTH_LIMIT} levels are open` });
  const all = isMap(node) ? (context.aliases?.pairs(node) ?? node.items) : node.items;
  const items = isTooDeep ? [] : all;
  const isBlock = node.flow !== true && items.length > 0;
  stack.push({ items, isBlock, end, seen: isMap(node) ? seenKeys() : undefined, next: 0 });
}

function checkScalar(node: Scalar, isName: boolean, start: number, end: number, context: Walk): void {
  const { value } = node;
  if (typeof value === 'string') {
    if (context.mayNeedScan) reportText(value, isName, start, end, context.problems);
  } else if (typeof value === 'number') {
    const literal = node.source ?? '';
    const what = numberTrouble(literal, value);
    if (what !== undefined) context.problems.add('number', start, end, { text: literal, what });
  }
}

// Written as nothing, or as one of the words for it.
function isEmptyScalar({ type, value }: Scalar): boolean {
  return type === 'PLAIN' && /^(?:~|null|Null|NULL)?$/.test(String(value));
}

function rangeOf(node: unknown, place: number): Range {
  const range = (node as { range?: Range | null } | null)?.range;
  return range ?? [place, place, place];
}
