import { nearest } from '../../manifest/nearest.ts';
import type { Paint } from '../../report/layout.ts';
import { explainRule } from '../../report/explain.ts';
import { builtInPacks } from '../../run/packs.ts';
import { Exit, UsageError } from '../exit.ts';
import type { Outcome } from './check.ts';

/** Explains a rule, by its full id or, where that is unique, its name. Throws UsageError. */
export function runExplain(name: string, paint: Paint): Outcome {
  const rules = builtInPacks().flatMap((pack) => pack.rules);
  const named = rules.filter(({ id }) => id === name || id.endsWith(`/${name}`));
  if (named.length === 1) return { out: explainRule(named[0], { paint }), exit: Exit.clean };
  const ids = rules.map(({ id }) => id);
  if (named.length > 1) throw new UsageError(`${name} is ambiguous: ${named.map(({ id }) => id).join(', ')}`);
  const suggestion =
    nearest(name, ids) ??
    nearest(
      name,
      ids.map((id) => id.slice(id.indexOf('/') + 1)),
    );
  throw new UsageError(
    `there is no rule ${name}; ${suggestion === undefined ? `the rules are ${ids.join(', ')}` : `did you mean ${suggestion}?`}`,
  );
}
