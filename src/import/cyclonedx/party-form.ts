/** The forms of parties in bills of materials: organisations and people as each version writes them. */
import { anything, listOf, record, text } from '../schema.ts';
import type { Placed, Schema } from '../schema.ts';

/** For parts of which only a few fields matter here; what else they say is counted as one with them. */
export const OPEN = { isOpen: true };

const named = record({ name: text }, OPEN);

/** A word of the format, or a name of one's own: `{ "name": ... }`. */
export const word: Schema<Placed> = {
  read: (node, where) => (node.kind === 'map' ? named.read(node, where)?.name : text.read(node, where)),
};

/** A party: its name, or since 2.0 the reference of one that is written elsewhere. */
export interface PartyText {
  readonly name?: Placed;
  readonly ref?: Placed;
  readonly bomRef?: Placed;
  readonly roles: readonly string[];
}

/** An organisation by itself, such as the provider of a service. */
export const organization: Schema<PartyText> = {
  read(node, where) {
    const found = named.read(node, where);
    return found && { name: found.name, roles: [] };
  },
};

const body = record({ name: text, legalName: text }, OPEN);
const partyForm = record(
  {
    'bom-ref': text,
    roles: listOf(record({ role: text, name: text }, OPEN)),
    organization: body,
    contact: named,
    person: named,
    persona: record({ archetype: word }, OPEN),
    system: record({ ref: text }, OPEN),
  },
  OPEN,
);

/** An organisation, a person or (since 2.0) a system or sort of people, with its roles; or a reference to one. */
export const party: Schema<PartyText> = {
  read(node, where) {
    if (node.kind !== 'map') {
      const ref = text.read(node, where);
      return ref && { ref, roles: [] };
    }
    const found = partyForm.read(node, where);
    if (found === undefined) return undefined;
    const name =
      found.organization?.name ??
      found.organization?.legalName ??
      found.contact?.name ??
      found.person?.name ??
      found.persona?.archetype ??
      found.system?.ref;
    const roles = (found.roles ?? []).flatMap(({ role, name: own }) => (role ?? own)?.text ?? []);
    return { name, bomRef: found['bom-ref'], roles };
  },
};

/** Who answers for data. */
export interface Governance {
  readonly owners: readonly PartyText[];
  readonly custodians: readonly PartyText[];
}

const lists = record({ owners: listOf(party), custodians: listOf(party), stewards: anything });
const parties = listOf(party);

/** Lists by what a party is to the data; since 2.0 one list of parties with roles. */
export const governance: Schema<Governance> = {
  read(node, where) {
    if (node.kind === 'list') {
      const all = parties.read(node, where) ?? [];
      const having = (role: string) => all.filter(({ roles }) => roles.includes(role));
      return {
        owners: [...new Set([...having('owner'), ...having('data-controller')])],
        custodians: having('custodian'),
      };
    }
    const found = lists.read(node, where);
    return found && { owners: found.owners ?? [], custodians: found.custodians ?? [] };
  },
};
