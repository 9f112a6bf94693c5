/** Words in cells of tables that say that there is nothing to say, or that something is not encrypted. */

/** What people write where they do not know, or nothing applies. An empty cell says as much. */
const UNSTATED = /^(?:n\/?a|n\. ?a\.|not known|unknown|tbd|tbc|not stated|[?\u2013\u2014-]+)$/i;

export function isUnstated(text: string): boolean {
  return UNSTATED.test(text);
}

// As spreadsheets in several languages write them, too.
export const YES =
  /^(?:yes|y|true|on|1|ja|wahr|oui|vrai|s\u00ed|si|verdadero|vero|sim|verdadeiro|waar|\u2713|\u2714)$/i;
export const NO = /^(?:no|n|false|off|0|nein|falsch|non|faux|falso|n\u00e3o|nee|onwaar)$/i;

/** A method of encryption: two words among them have a meaning, `none` and `unknown`, and others say the same. */
export function methodOf(text: string): string {
  const trimmed = text.trim();
  if (NO.test(trimmed) || /^(?:none|not encrypted|unencrypted)$/i.test(trimmed)) return 'none';
  return isUnstated(trimmed) ? 'unknown' : text;
}
