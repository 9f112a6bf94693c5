/** Entries of a manifest from a plan: the boundary as a zone, components in it, and what it is connected with. */
import type { DataSet, Flow, System } from '../../manifest/format.ts';
import type { Draft, DraftEntry, Origin } from '../draft.ts';
import { idsFor } from '../ids.ts';
import { byId } from '../named/entries.ts';
import { partiesBy, zonesFor } from '../named/parties.ts';
import { dotted } from '../texts.ts';
import type { Names } from '../names.ts';
import { NO_DATA_OWNER, NO_OPERATOR } from '../unnamed.ts';
import { valuesOf, type Component, type Plan, type Responsible } from './plan.ts';

type Parts = Required<Pick<Draft, 'parties' | 'zones' | 'data' | 'systems' | 'flows'>>;

/** Something beyond the boundary, and which way data goes. */
interface Remote {
  readonly key: string;
  readonly name: string;
  readonly keeper: string | undefined;
  readonly ways: readonly ('in' | 'out')[];
  readonly origin: Origin;
  readonly remarks: readonly string[];
}

// What these are has nowhere to keep data.
const PAPERS = new Set([
  'policy',
  'process-procedure',
  'plan',
  'guidance',
  'standard',
  'validation',
  'physical',
]);

const OWNERS = ['system-owner', 'provider', 'cloud-service-provider'];
const DATA_OWNERS = ['information-owner', 'data-owner', 'information-system-owner'];

/** Everything but the head of the draft, for several plans. */
export function partsOf(plans: readonly Plan[], names: Names): Parts {
  const drawn = plans.map((each) => ({
    plan: each,
    key: each['system-characteristics']['system-name'].text,
    partyNames: partyNamesIn(each),
    remotes: remotesOf(each),
    components: insideOf(each),
  }));
  const parties = partiesBy(
    names,
    drawn.flatMap(({ plan: { metadata }, remotes, partyNames }) => [
      ...(metadata.parties ?? []).flatMap((party) => {
        const name = partyNames.get(party.uuid.text);
        return name === undefined ? [] : [{ name, what: 'party', origin: party.origin, value: { name } }];
      }),
      ...remotes.flatMap(({ keeper, origin }) =>
        keeper === undefined ? [] : [{ name: keeper, what: 'party', origin }],
      ),
    ]),
  );
  const boundaries = names.ids(
    'zones',
    drawn.map(({ key, plan }) => ({
      name: key,
      what: 'authorization boundary',
      origin: plan.origin,
      isKnown: true,
    })),
    { fallback: 'boundary' },
  );
  const keeperOf = (remote: Remote) => parties.of(remote.keeper, NO_OPERATOR);
  const outside = zonesFor(drawn.flatMap(({ remotes }) => remotes.map(keeperOf)));
  const mainOf = (key: string) => JSON.stringify([key]);
  const systems = idsFor(
    drawn.flatMap(({ key, remotes, components }) => [
      [mainOf(key), key] as const,
      ...components.map((each, at) => [JSON.stringify([key, at]), `${key}.${each.title.text}`] as const),
      ...remotes.map((remote) => [remote.key, remote.name] as const),
    ]),
    'system',
  );
  const types = drawn.flatMap(({ key, plan }) =>
    informationIn(plan).map((type, at) => ({ key, plan, type, at })),
  );
  const data = idsFor(
    types.map(({ key, type, at }) => [JSON.stringify([key, at]), `${key}.${type.title.text}`] as const),
    'data',
  );
  const owner = (plan: Plan, roles: readonly string[]) =>
    responsibleParty(plan.metadata['responsible-parties'], roles, partyNamesIn(plan));
  const dataEntries = types.map(({ key, plan, type, at }): DraftEntry<DataSet> => {
    const known = [
      ...(type.categorizations ?? []).flatMap((each) => each['information-type-ids'] ?? []),
      type.title,
    ];
    const categories = known.flatMap(
      ({ text: name, origin }) => names.categories({ name, what: 'information type', origin }) ?? [],
    );
    const unique = [...new Set(categories)].sort();
    return {
      id: data.get(JSON.stringify([key, at])) ?? '',
      value: {
        category:
          unique.length > 1
            ? unique
            : (unique.at(0) ?? dotted('oscal', type.title.text.replaceAll('.', ' ').trim())),
        owner: parties.of(owner(plan, DATA_OWNERS), NO_DATA_OWNER),
      },
      origin: type.origin,
      remarks: known.slice(0, -1).map(({ text }) => `information type ${text}`),
    };
  });
  const zones = drawn.map(({ key, plan }) => {
    const { id = '', isMapped = false } = boundaries.get(key) ?? {};
    return {
      id,
      value: { operator: parties.of(owner(plan, OWNERS), NO_OPERATOR) },
      origin: plan['system-characteristics'].origin,
      remarks: ['authorization boundary'],
      ...(isMapped && { isMention: true }),
    };
  });
  const systemEntries = drawn.flatMap(
    ({ key, plan, remotes, components, partyNames }): DraftEntry<System>[] => {
      const zone = boundaries.get(key)?.id ?? '';
      const collects = types
        .flatMap((each) => (each.key === key ? [data.get(JSON.stringify([key, each.at])) ?? ''] : []))
        .sort();
      const main = {
        id: systems.get(mainOf(key)) ?? '',
        value: { zone, ...(collects.length > 0 && { collects }) },
        origin: plan['system-characteristics']['system-name'].origin,
        remarks: [],
      };
      const inside = components.map((each, at) => {
        const provider = responsibleParty(each['responsible-roles'], ['provider'], partyNames);
        return {
          id: systems.get(JSON.stringify([key, at])) ?? '',
          value: { zone, ...(provider !== undefined && { custodian: parties.of(provider, NO_OPERATOR) }) },
          origin: each.origin,
          remarks: each.type === undefined ? [] : [`component of type ${each.type.text}`],
        };
      });
      const beyond = remotes.map((remote) => ({
        id: systems.get(remote.key) ?? '',
        value: { zone: outside.of(keeperOf(remote)) },
        origin: remote.origin,
        remarks: remote.remarks,
        isMention: true,
      }));
      return [main, ...inside, ...beyond];
    },
  );
  const ways = drawn.flatMap(({ key, remotes }) =>
    remotes.flatMap((remote) => remote.ways.map((way) => ({ key, remote, way }))),
  );
  const ends = ways.map(({ key, remote, way }) => {
    const [here, there] = [systems.get(mainOf(key)) ?? '', systems.get(remote.key) ?? ''];
    return { remote, way, from: way === 'in' ? there : here, to: way === 'in' ? here : there };
  });
  const flowIds = idsFor(
    ends.map(({ remote, way, from, to }) => [`${remote.key}\n${way}`, `${from}.to.${to}`] as const),
    'flow',
  );
  const flows = ends.map(({ remote, way, from, to }): DraftEntry<Flow> => ({
    id: flowIds.get(`${remote.key}\n${way}`) ?? '',
    value: { from, to },
    origin: remote.origin,
    remarks: remote.remarks,
  }));
  const used = [...zones, ...outside.entries].map(({ value }) => value.operator);
  return {
    parties: parties.entries([...used, ...dataEntries.map(({ value }) => value.owner)]),
    zones: byId([...zones, ...outside.entries]),
    data: byId(dataEntries),
    systems: byId(systemEntries),
    flows: byId(flows),
  };
}

/** Names of the organisations of a plan, and of people who have a part in it, by their numbers. */
function partyNamesIn({ metadata }: Plan): ReadonlyMap<string, string> {
  const part = new Set(
    (metadata['responsible-parties'] ?? []).flatMap((each) =>
      (each['party-uuids'] ?? []).map(({ text }) => text),
    ),
  );
  const named = (metadata.parties ?? []).filter(
    ({ type, uuid }) => type?.text !== 'person' || part.has(uuid.text),
  );
  return new Map(
    named.flatMap(({ uuid, name, ...party }) => {
      const text = (name ?? party['short-name'])?.text;
      return text === undefined ? [] : [[uuid.text, text] as const];
    }),
  );
}

function responsibleParty(
  stated: readonly Responsible[] = [],
  roles: readonly string[],
  partyNames: ReadonlyMap<string, string>,
): string | undefined {
  const fitting = roles.flatMap((role) => stated.filter((each) => each['role-id']?.text === role));
  const [uuid] = fitting.flatMap((each) => each['party-uuids'] ?? []);
  return uuid && (partyNames.get(uuid.text) ?? `party ${uuid.text}`);
}

function informationIn(plan: Plan) {
  return plan['system-characteristics']['system-information']?.['information-types'] ?? [];
}

function insideOf(plan: Plan): readonly Component[] {
  return (plan['system-implementation'].components ?? []).filter(
    ({ type }) =>
      !PAPERS.has(type?.text ?? '') && type?.text !== 'interconnection' && type?.text !== 'this-system',
  );
}

/** Interconnections, and the systems whose authorizations are leveraged: of neither is it said which data goes over. */
function remotesOf(plan: Plan): Remote[] {
  const name = plan['system-characteristics']['system-name'].text;
  const partyNames = partyNamesIn(plan);
  const { components = [], 'leveraged-authorizations': leveraged = [] } = plan['system-implementation'];
  const connected = components
    .filter(({ type }) => type?.text === 'interconnection')
    .map((each, at): Remote => {
      const stated = valuesOf(each, 'direction').map((direction) => direction.toLowerCase());
      const ways = (['in', 'out'] as const).filter((way) =>
        stated.includes(`${way === 'in' ? 'incom' : 'outgo'}ing`),
      );
      return {
        key: JSON.stringify([name, 'interconnection', at]),
        name: valuesOf(each, 'isa-remote-system-name').at(0) ?? each.title.text,
        keeper: responsibleParty(
          each['responsible-roles'],
          ['provider', 'isa-poc-remote', 'isa-authorizing-official-remote'],
          partyNames,
        ),
        ways: ways.length === 0 ? ['in', 'out'] : ways,
        origin: each.origin,
        remarks: [
          `interconnection ${each.title.text}`,
          ...valuesOf(each, 'isa-date').map((date) => `agreement of ${date}`),
        ],
      };
    });
  const below = leveraged.map((each, at): Remote => ({
    key: JSON.stringify([name, 'leveraged', at]),
    name: each.title.text,
    keeper:
      each['party-uuid'] && (partyNames.get(each['party-uuid'].text) ?? `party ${each['party-uuid'].text}`),
    ways: ['in', 'out'],
    origin: each.origin,
    remarks: [
      `leveraged authorization${each['date-authorized'] === undefined ? '' : ` of ${each['date-authorized'].text}`}`,
    ],
  }));
  return [...connected, ...below];
}
