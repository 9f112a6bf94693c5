import { access } from './access.ts';
import type { Attributes, ThingName } from './attribute.ts';
import { authorization } from './authorization.ts';
import { contract } from './contract.ts';
import { data } from './data.ts';
import { flow } from './flow.ts';
import { party } from './party.ts';
import { assessment, training } from './records.ts';
import { system } from './system.ts';
import { zone } from './zone.ts';

/** Everything that a rule can walk to, by name. */
export const THINGS: Readonly<Record<ThingName, Attributes>> = {
  party,
  contract,
  zone,
  system,
  data,
  flow,
  access,
  authorization,
  assessment,
  training,
};
