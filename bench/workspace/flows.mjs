import { beginning, ending } from './days.mjs';
import { carriedBy, members as membersIn, settle, within } from './held.mjs';
import { pick, some } from './random.mjs';

const CHANNELS = ['network', 'network', 'api', 'api', 'email'];
const METHODS = ['tls-1.3', 'tls-1.2', 'ipsec'];

/** Of so many flows one is opaque; as many hand on everything, a quarter go by category, and the rest list their data. */
const OPAQUE = 24;

/**
 * Adds the flows of a region: a long chain along its row of systems, shortcuts forward, and some that go back and close
 * cycles. They are drawn while following what is held, so that each has something to carry.
 */
export function addFlows(region) {
  const { systems, size, random } = region;
  const held = (region.held = systems.map(({ begins }) => begins));
  const opaque = Math.floor(size.flows / OPAQUE);
  const draw = (from, to, { link = false } = {}) => {
    const flow = addFlow(region, { from, to, ...payloadOf(region, from, link) });
    held[to] |= carriedBy(flow, held[from], region);
  };
  for (let to = 1; to < systems.length; to++) draw(Math.max(0, to - 1 - random(3)), to, { link: true });
  while (region.flows.length < size.flows - opaque) draw(...endsOf(systems.length, random));
  settle(held, region.flows, region);
  for (let i = 0; i < opaque; i++) addFlow(region, opaqueEnds(region));
}

/** Source and target of a flow: seven times in ten forward, else back. */
function endsOf(length, random) {
  const from = random(length);
  const step = 1 + random(8);
  const to = random(10) < 7 ? from + step : from - step;
  return to < 0 || to >= length ? endsOf(length, random) : [from, to];
}

/** What a flow of the ordinary kind says that it carries, from what its source holds. A link of the chain is no view. */
function payloadOf({ random, held, inside, data }, from, link) {
  const there = membersIn(within(held[from], inside));
  const kind = random(OPAQUE);
  if (kind === 0) return { all: true };
  if (kind < 7) return { categories: categoriesOf(some(random, there, 3), data, random) };
  return {
    list: some(random, there, 1 + random(4)).reduce((set, i) => set | (1 << i), 0),
    ...modeOf(random(40), link),
  };
}

function modeOf(chance, link) {
  if (chance === 2) return { mode: 'move' };
  return chance < 2 && !link ? { mode: 'view' } : {};
}

/** The categories of some data, or those above them. */
function categoriesOf(numbers, data, random) {
  const general = random(3) === 0;
  return [
    ...new Set(numbers.map((i) => (general ? data[i].category.replace(/\.[^.]*$/, '') : data[i].category))),
  ];
}

/**
 * Source and target of a flow that does not say what it carries. It stays in a zone, for it would be a finding otherwise. In
 * a careful region its target has all that it could bring, or else nobody could say any more what lies in the zones below.
 */
function opaqueEnds({ systems, held, random, careful }) {
  for (;;) {
    const from = random(systems.length);
    const inZone = systems.flatMap((system, i) =>
      sameHands(system, systems[from]) && i !== from ? [i] : [],
    );
    const fitting = careful ? inZone.filter((i) => (held[from] & ~held[i]) === 0) : inZone;
    if (fitting.length > 0) return { from, to: pick(random, fitting) };
  }
}

const sameHands = (a, b) => a.zone === b.zone && a.entry.custodian === b.entry.custodian;

/** Adds a flow between two systems of the region, by their numbers. */
export function addFlow(region, flow) {
  const id = `flow-${region.first.flows + region.flows.length}`;
  const drawn = { id, ...flow, entry: entryOf(flow, region) };
  region.flows.push(drawn);
  return drawn;
}

function entryOf(flow, { systems, data, random, careful, byChannel, byPurpose, purposes }) {
  const [from, to] = [systems[flow.from], systems[flow.to]];
  const crosses = from.member !== to.member;
  return {
    from: from.id,
    to: to.id,
    ...(flow.list !== undefined && { data: membersIn(flow.list).map((i) => data[i].id) }),
    ...(flow.all && { data: 'all' }),
    ...(flow.categories !== undefined && { categories: flow.categories }),
    ...(flow.mode !== undefined && { mode: flow.mode }),
    ...((careful || byPurpose || random(4) === 0) && { purpose: pick(random, purposes) }),
    ...((careful || byChannel || random(4) === 0) && { channel: pick(random, CHANNELS) }),
    ...(random(crosses ? 2 : 8) === 0 && { encryption: { inTransit: pick(random, METHODS) } }),
    ...((careful || random(8) === 0) && { logged: true }),
    ...(flow.mode !== 'view' && random(5) === 0 && { period: periodOf(random) }),
    ...(random(40) === 0 && { volume: { records: 100 + random(9000) } }),
  };
}

function periodOf(random) {
  return { from: beginning(random), ...(random(3) === 0 && { until: ending(random) }) };
}
