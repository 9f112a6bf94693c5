/** Facts that few rules ask about are derived when the first of them asks, once for each check. */
import type { Facts } from './facts.ts';

/** A derivation that is made once for the same facts. */
export function perFacts<T>(derive: (facts: Facts) => T): (facts: Facts) => T {
  const known = new WeakMap<Facts, { readonly derived: T }>();
  return (facts) => {
    let found = known.get(facts);
    if (found === undefined) known.set(facts, (found = { derived: derive(facts) }));
    return found.derived;
  };
}
