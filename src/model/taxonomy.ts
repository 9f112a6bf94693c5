/** "x is-a c": x is c, or x starts with c followed by a dot. */
export function isA(special: string, general: string): boolean {
  return special === general || (special.startsWith(general) && special.charCodeAt(general.length) === 46);
}

/** Is a name one of, or below one of, a list of names? */
export function isAnyOf(special: string, generals: readonly string[]): boolean {
  for (const general of generals) if (isA(special, general)) return true;
  return false;
}
