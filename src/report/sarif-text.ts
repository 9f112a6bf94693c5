import { escapeText } from '../manifest/escape.ts';

/** Text from a file as text of a SARIF message: it must neither hide something nor become a link. */
export function plainText(text: string): string {
  return escapeText(text).replaceAll('](', '] (');
}
