/** What rules can speak of: kinds of facts, their attributes, the words of their messages. One table. */
import type { FactKindName } from './format.ts';
import { extractable } from './kinds/ability.ts';
import { clause, contractPair, tier } from './kinds/agreement.ts';
import {
  access,
  authorization,
  contract,
  data,
  disposal,
  flow,
  manifest,
  party,
  payload,
  period,
  statement,
  system,
  zone,
} from './kinds/declared.ts';
import type { FactKind } from './kinds/kind.ts';
import { accessFact, collection, production, transfer } from './kinds/movement.ts';
import { exposure, handling, holding, view } from './kinds/presence.ts';
import { use } from './kinds/use.ts';
import { waiver } from './kinds/waiver.ts';

/** Every kind of fact, by the name that rules use. */
export const KINDS: Readonly<Record<FactKindName, FactKind>> = {
  use,
  transfer,
  collection,
  production,
  'access-fact': accessFact,
  holding,
  view,
  extractable,
  handling,
  exposure,
  tier,
  contract,
  'contract-pair': contractPair,
  clause,
  party,
  zone,
  system,
  data,
  flow,
  payload,
  access,
  authorization,
  disposal,
  period,
  statement,
  manifest,
  waiver,
};
