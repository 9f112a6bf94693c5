import type { ProblemList } from './problem.ts';

// C0 controls other than tab, LF and CR; DEL and C1; soft hyphen; bidirectional controls; zero-width characters
// other than the two joiners; line and paragraph separators; interlinear and tag characters; lone surrogates.
const FORBIDDEN_SOURCE =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f' +
  '\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}\\ud800-\\udfff';
const FORBIDDEN = new RegExp(`[${FORBIDDEN_SOURCE}]`, 'u');
const JOINERS = /[\u200c\u200d]/;

const NAMES: Readonly<Record<number, string>> = {
  0x00: 'NUL',
  0x1b: 'escape',
  0x85: 'next line',
  0xad: 'soft hyphen',
  0x061c: 'Arabic letter mark',
  0x200b: 'zero width space',
  0x200c: 'zero width non-joiner',
  0x200d: 'zero width joiner',
  0x200e: 'left-to-right mark',
  0x200f: 'right-to-left mark',
  0x2028: 'line separator',
  0x2029: 'paragraph separator',
  0x202a: 'left-to-right embedding',
  0x202b: 'right-to-left embedding',
  0x202c: 'pop directional formatting',
  0x202d: 'left-to-right override',
  0x202e: 'right-to-left override',
  0x2060: 'word joiner',
  0x2066: 'left-to-right isolate',
  0x2067: 'right-to-left isolate',
  0x2068: 'first strong isolate',
  0x2069: 'pop directional isolate',
  0xfeff: 'byte order mark',
};

/** Reports each forbidden character of a whole source text, comments included, at its place. */
export function reportForbidden(text: string, problems: ProblemList): void {
  if (!FORBIDDEN.test(text)) return;
  for (const match of text.matchAll(new RegExp(FORBIDDEN, 'gu'))) {
    problems.add('control-character', match.index, match.index + match[0].length, {
      character: nameCharacter(match[0]),
    });
  }
}

/**
 * Reports what a decoded text may not hold: a forbidden character that an escape brought in, or a joiner
 * unless it is the value of a `name`. One problem a text, over its whole span, as escapes move positions.
 */
export function reportText(
  text: string,
  isName: boolean,
  start: number,
  end: number,
  problems: ProblemList,
): void {
  const forbidden = FORBIDDEN.exec(text);
  if (forbidden !== null) {
    problems.add('control-character', start, end, { character: nameCharacter(forbidden[0]) });
    return;
  }
  const joiner = isName ? null : JOINERS.exec(text);
  if (joiner !== null) problems.add('joiner', start, end, { character: nameCharacter(joiner[0]) });
}

/** Whether a text holds a character that no text may hold, or that only names may. */
export function isDoubtful(text: string): boolean {
  return FORBIDDEN.test(text) || JOINERS.test(text);
}

/** Whether a text holds a character that may stand in names and comments only. */
export function hasJoiner(text: string): boolean {
  return JOINERS.test(text);
}

function nameCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  if (NAMES[code] !== undefined) return `${hex} (${NAMES[code]})`;
  return code >= 0xd800 && code <= 0xdfff ? `${hex} (half of a surrogate pair)` : hex;
}
