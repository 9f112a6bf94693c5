/** A truth value of Kleene's logic (section 4). */
export type Verdict = 'true' | 'false' | 'unknown';

/** A plain truth value as a verdict. */
export function truth(holds: boolean): Verdict {
  return holds ? 'true' : 'false';
}

/** The conjunction: false if one is false, else unknown if one is unknown (section 4). */
export function all(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('false')) return 'false';
  return verdicts.includes('unknown') ? 'unknown' : 'true';
}

/** The disjunction: true if one is true, else unknown if one is unknown (section 4). */
export function any(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('true')) return 'true';
  return verdicts.includes('unknown') ? 'unknown' : 'false';
}

/** The negation: unknown stays unknown (section 4). */
export function not(verdict: Verdict): Verdict {
  if (verdict === 'unknown') return 'unknown';
  return verdict === 'true' ? 'false' : 'true';
}
