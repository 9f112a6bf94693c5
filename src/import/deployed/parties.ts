/** Who runs what: parties by the mapping, by labels, or by hosts. */
import type { Party } from '../../manifest/format.ts';
import type { DraftEntry, Origin } from '../draft.ts';
import type { ForeignName, Names } from '../names.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import { ownerIn, ownerName, nameOf } from './labels.ts';
import { firstByKey, type Ground, type Host, type Landscape, type Unit } from './landscape.ts';

/** Parties, and who is meant where. */
export interface Parties {
  readonly entries: readonly DraftEntry<Party>[];
  operatorOf(ground: Ground): string;
  /** Who keeps a unit, where that is said of the unit itself. */
  custodianOf(unit: Unit): string | undefined;
  ofHost(host: Host): string;
}

/** The parties of a landscape. An unknown operator is one party, whoever it is; every unknown host has its own. */
export function partiesOf(
  { grounds, units, hosts }: Landscape,
  names: Names,
  firstClass: Origin | undefined,
): Parties {
  const entries: DraftEntry<Party>[] = [];
  const operators = new Map(grounds.map((ground) => [ground, mappedOperator(ground, names)]));
  for (const [{ origin }, id] of operators) if (id !== undefined) entries.push(mention(id, {}, origin));
  const owners = [...grounds.filter((ground) => operators.get(ground) === undefined), ...units].flatMap(
    ({ labels }) => ownerIn(labels, names) ?? [],
  );
  const strangers = hosts.flatMap((host) => strangerOf(host, names) ?? []);
  const wanted = firstByKey([...owners.map((label) => ownerName(label, 'owner')), ...strangers], byName);
  const ids = names.ids('parties', wanted, { fallback: 'party', reserved: [NO_DATA_OWNER, NO_OPERATOR] });
  const titles = new Map(owners.map((label) => [nameOf(label), label.value]));
  for (const { name, origin } of wanted) {
    const { id, isMapped } = ids.get(name) ?? { id: NO_OPERATOR, isMapped: false };
    // A manifest has names of at most 4,096 characters.
    entries.push(mention(id, isMapped ? {} : { name: (titles.get(name) ?? name).slice(0, 1000) }, origin));
  }
  const labelled = ({ labels }: Ground | Unit): string | undefined => {
    const label = ownerIn(labels, names);
    return label && ids.get(nameOf(label))?.id;
  };
  const operatorOf = (ground: Ground): string => operators.get(ground) ?? labelled(ground) ?? NO_OPERATOR;
  const ofHost = (host: Host): string => ids.get(strangerOf(host, names)?.name ?? '')?.id ?? NO_OPERATOR;
  const lacking = [
    ...grounds.filter((ground) => operatorOf(ground) === NO_OPERATOR),
    ...hosts.filter((host) => ofHost(host) === NO_OPERATOR),
  ];
  if (lacking.length > 0)
    entries.push(placeholder(NO_OPERATOR, 'The operator of what the files name none for', lacking[0].origin));
  if (firstClass !== undefined)
    entries.push(placeholder(NO_DATA_OWNER, 'The owner of data for which the files name none', firstClass));
  return { entries: firstByKey(entries, ({ id }) => id), operatorOf, custodianOf: labelled, ofHost };
}

function byName({ name }: ForeignName): string {
  return name;
}

/** By the first of its names that the mapping has; where it has none and no label tells, it is asked for by the last. */
function mappedOperator({ operators, what, origin, labels }: Ground, names: Names): string | undefined {
  const known = operators.find((name) => names.has('parties', name));
  if (known === undefined && ownerIn(labels, names) !== undefined) return undefined;
  const name = known ?? operators.at(-1);
  return name === undefined ? undefined : names.find('parties', { name, what, origin });
}

/** The party of a host: by its name, or by a domain that it is in. One that is mapped to a system needs none. */
function strangerOf({ name, origin }: Host, names: Names): ForeignName | undefined {
  const labels = name.split('.');
  const domains = labels.map((_, at) => labels.slice(at).join('.'));
  const known = domains.find((domain) => names.has('parties', domain));
  if (known === undefined && names.has('systems', name)) return undefined;
  return { name: known ?? name, what: 'host outside', origin };
}

function mention(id: string, value: Party, origin?: Origin): DraftEntry<Party> {
  return { id, value, origin, remarks: [], isMention: true };
}

function placeholder(id: string, name: string, origin: Origin): DraftEntry<Party> {
  return { id, value: { name }, origin, remarks: ['nothing there says who'], isMention: true };
}
