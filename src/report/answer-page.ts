/** How answers to questions are laid out as text, and the words that they share. */
import type { Days } from '../answers/asked.ts';
import type { Hop } from '../answers/notice.ts';
import type { Span } from '../findings/finding.ts';
import { parseDuration } from '../manifest/calendar.ts';
import { escapeText } from '../manifest/escape.ts';
import { joined } from '../model/names.ts';
import { plain, wrap, type Paint } from './layout.ts';
import { counted } from '../rules/language/wording.ts';

/** How an answer is written. */
export interface AnswerOptions {
  readonly paint?: Paint;
  readonly width?: number;
  /** Put before the paths of files, such as the folder of the workspace. */
  readonly prefix?: string;
}

/** Parts of a page, each a list of lines. */
export interface AnswerPage {
  readonly paint: Paint;
  heading(text: string, aside?: string): readonly string[];
  section(title: string, lines: readonly string[]): readonly string[];
  prose(text: string, indent?: number): readonly string[];
  /** An item that begins with a mark, such as a dash or a box to tick. */
  item(mark: string, text: string, indent?: number): readonly string[];
  /** A label, and text beside it. */
  labelled(label: string, text: string, indent?: number): readonly string[];
  /** `file:line:column`, or nothing. */
  where(place: Span | undefined): string;
}

const LABEL = 11;

/** A page of some width. */
export function answerPage({ paint = plain, width = 112, prefix = '' }: AnswerOptions = {}): AnswerPage {
  const hanging = (first: string, text: string, indent: number): string[] => {
    const lines = wrap(text, width - indent - first.length);
    return lines.map(
      (line, i) => `${' '.repeat(indent)}${i === 0 ? first : ' '.repeat(first.length)}${line}`,
    );
  };
  return {
    paint,
    heading: (text, aside = '') => [
      `${paint('strong', escapeText(text))}${aside === '' ? '' : `   ${escapeText(aside)}`}`,
    ],
    section: (title, lines) => (lines.length === 0 ? [] : ['', paint('strong', title), '', ...lines]),
    prose: (text, indent = 2) => hanging('', text, indent),
    item: (mark, text, indent = 2) => hanging(`${mark} `, text, indent),
    labelled: (label, text, indent = 5) => hanging(label.padEnd(LABEL), text, indent),
    where: (place) => (place === undefined ? '' : `${prefix}${place.file}:${place.line}:${place.column}`),
  };
}

/** Names joined, or a word for there being none. */
export function listed(names: readonly string[], none = 'nobody'): string {
  return names.length === 0 ? none : joined(names);
}

/** The parties that keep a place; that there is none is worth saying. */
export function keptBy(keepers: readonly string[]): string {
  return keepers.length === 0 ? 'kept by nobody who was named with a right to' : `kept by ${joined(keepers)}`;
}

/** A period in words. */
export function daysWords({ from, until }: Days): string {
  if (from === undefined && until === undefined) return 'always (no period is stated)';
  if (until === undefined) return `from ${from} on`;
  return from === undefined ? `until ${until}` : `${from} to ${until}`;
}

/** A duration in words: "3 days", "1 hour and 30 minutes". */
export function durationWords(text: string): string {
  const duration = parseDuration(text);
  if (duration === undefined) return text;
  const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
  const parts = units.flatMap((unit) => {
    const count = duration[`${unit}s`];
    return count === 0 ? [] : [counted(count, unit)];
  });
  return parts.length === 0 ? 'no time at all' : joined(parts);
}

/** Whole days and what is left, for a number of seconds: "3 days and 1 hour". */
export function secondsWords(seconds: number): string {
  const [days, rest] = [Math.floor(seconds / 86_400), seconds % 86_400];
  const time = [Math.floor(rest / 3600), Math.floor((rest % 3600) / 60), rest % 60];
  const clock = rest === 0 ? '' : `T${time[0]}H${time[1]}M${time[2]}S`;
  return days > 999_999_999 ? 'more than a million years' : durationWords(`P${days}D${clock}`);
}

/** A moment, as people write it. */
export function momentWords(moment: string): string {
  return `${moment.slice(0, -1).replace('T', ' ')} UTC`;
}

/** Who tells whom, how soon, by which contract. */
export function hopWords({ from, to, contract, within, named, place }: Hop, page: AnswerPage): string {
  const aside = named === undefined ? '' : `, which names ${named} as the one to tell`;
  const where = page.where(place);
  return within === undefined
    ? `${from} tells ${to} (contract ${contract} states no time for it${aside}; ${where})`
    : `${from} tells ${to} within ${durationWords(within)} (contract ${contract}${aside}; ${where})`;
}
