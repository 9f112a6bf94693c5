/** A comment that hosts accept: what has no room is left out and counted. */

/** GitHub refuses comments of more than 65,536 characters; some are left for what others put around ours. */
const ROOM = 60_000;

/** A part of a comment, in the order of importance. */
export interface Part {
  /** Stands before the items, such as a heading and the head of a table. */
  readonly head: string;
  readonly items: readonly string[];
  /** Items that were left out before, because only so many are to be told. */
  readonly omitted?: number;
  /** Stands behind the items. */
  readonly foot?: string;
  /** How items that are left out are called; one, and several. */
  readonly named: readonly [one: string, many: string];
}

/** A part that is there for whoever opens it. */
export function folded(title: string, part: Omit<Part, 'head' | 'foot'> & { readonly head?: string }): Part {
  return {
    ...part,
    head: `<details><summary>${title}</summary>\n\n${part.head ?? ''}`,
    foot: '\n</details>\n',
  };
}

/** A comment of its first lines and of parts, as far as there is room; ends with a line end. */
export function comment(first: string, parts: readonly Part[]): string {
  let text = `${first}\n`;
  let room = ROOM - text.length;
  for (const part of parts) {
    const block = partText(part, room);
    text += block;
    room -= block.length;
  }
  return text;
}

/** Words that say how much was left out are short; so much is kept for them. */
const SPARE = 200;

function partText({ head, items, omitted = 0, foot = '', named }: Part, room: number): string {
  const fixed = head.length + foot.length + SPARE;
  let text = '';
  let told = 0;
  for (const item of items) {
    if (fixed + text.length + item.length > room) break;
    text += item;
    told += 1;
  }
  const left = items.length - told + omitted;
  const rest = left > 0 ? `\n\n_${left} more ${left === 1 ? named[0] : named[1]} not shown here._\n` : '';
  if (head.length + foot.length > room) return rest;
  return `\n${head}${text}${rest}${foot}`;
}
