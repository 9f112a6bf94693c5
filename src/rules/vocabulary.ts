/** What rules can speak of: kinds of facts, their attributes, the words of their messages. One table. */
import type { FactKindName } from './format.ts';
import { extractable } from './kinds/ability.ts';
import { flow, manifest, period, statement } from './kinds/declared.ts';
import type { FactKind } from './kinds/kind.ts';
import { accessFact, collection, production, transfer } from './kinds/movement.ts';

/** Every kind of fact, by the name that rules use. */
export const KINDS: Readonly<Record<FactKindName, FactKind>> = {
  transfer,
  collection,
  production,
  'access-fact': accessFact,
  extractable,
  flow,
  period,
  statement,
  manifest,
};
