/** Pins: one digest over a pack and all that it extends, with marks by which one sees which of these differs. */
import { sha256 } from '../io/crypto.ts';
import type { PackPart } from './pack-signatures.ts';

/**
 * The pin of a pack: `sha256-<digest>`, and where it extends others a mark for each of its parts, `?<name>=<mark>`. The digest
 * alone decides; the marks are for messages.
 */
export function pinOf(parts: readonly PackPart[]): string {
  const digest = digestOf(parts);
  const marks = parts.length === 1 ? '' : parts.map((part) => `?${keyOf(part)}=${markOf(part)}`).join('');
  return marks.length > MARKS_LIMIT ? digest : digest + marks;
}

/** Is a pack the one that is pinned? */
export function isPinned(pin: string, parts: readonly PackPart[]): boolean {
  return withoutMarks(pin) === digestOf(parts);
}

/** Which parts of a pack are others than those that are pinned, in words; undefined where the pin does not say. */
export function whatDiffers(pin: string, parts: readonly PackPart[]): string | undefined {
  const [own, ...extended] = parts;
  if (extended.length > 0 && isPinned(pin, [own]))
    return `${extended.map(({ name }) => name).join(', ')}, which it extends, was not pinned with it`;
  const before = marksOf(pin);
  if (before.size === 0) return undefined;
  const changed = parts.filter((part) => before.get(keyOf(part)) !== markOf(part));
  const gone = [...before.keys()].filter((name) => parts.every((part) => keyOf(part) !== name));
  const told = [
    ...changed.map((part) => `${part.name} ${before.has(keyOf(part)) ? 'has changed' : 'came later'}`),
    ...gone.map((name) => `${name} is not there any more`),
  ];
  return told.length === 0 ? undefined : told.join(', ');
}

// A message shows no value that is longer than 240 characters; a pin that was cut could not be pasted.
const MARKS_LIMIT = 160;

const MARK_LENGTH = 8;

function digestOf(parts: readonly PackPart[]): string {
  return `sha256-${hashOf(parts.flatMap(({ files }) => files))}`;
}

/** A name without what separates marks. */
function keyOf({ name }: PackPart): string {
  return encodeURIComponent(name);
}

function markOf({ files }: PackPart): string {
  return hashOf(files).slice(0, MARK_LENGTH);
}

function hashOf(files: PackPart['files']): string {
  const lines = files.map(({ path, sha256: digest }) => `${digest}  ${onOneLine(path)}\n`);
  return sha256(new TextEncoder().encode(lines.join('')));
}

/** INVARIANT: no name reads like a line of its own, or one file could stand for several. */
function onOneLine(path: string): string {
  return path.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function withoutMarks(pin: string): string {
  return pin.split('?', 1)[0];
}

function marksOf(pin: string): ReadonlyMap<string, string> {
  const [, ...marks] = pin.split('?');
  return new Map(
    marks.map((mark) => {
      const [name, value] = mark.split('=');
      return [name, value] as const;
    }),
  );
}
