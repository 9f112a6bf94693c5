// A large workspace of the ordinary kind, the same for the same number of flows: suppliers in tiers, systems in zones,
// data sets that are collected by owners and handed on by flows that list them, by everything, or by categories.

/** A small generator of pseudo-random numbers (mulberry32), so that every run sees the same workspace. */
function randomOf(seed) {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const CATEGORIES = [
  'biometric.face.image',
  'biometric.fingerprint',
  'vehicle.license-plate.image',
  'contact.address',
  'health.record',
  'location.trace',
];
const CHANNELS = ['network', 'api', 'email'];
const PURPOSES = ['operations', 'operations.support', 'analysis'];

/** A manifest as a plain value: about `flows` flows, a fifth as many systems, a twentieth as many data sets. */
export function workspaceOf(flows, { dated = 0.3, seed = 7 } = {}) {
  const random = randomOf(seed);
  const count = (share, least) => Math.max(least, Math.round(flows * share));
  const [parties, zones, systems, data] = [count(0.002, 4), count(0.01, 6), count(0.2, 10), count(0.05, 5)];
  const owners = Math.max(1, Math.round(parties / 10));
  const name = (kind, i) => `${kind}-${i}`;
  const entries = (length, kind, entry) =>
    Object.fromEntries(Array.from({ length }, (_, i) => [name(kind, i), entry(i)]));
  const day = (offset) => new Date(Date.UTC(2018, 0, 1 + offset)).toISOString().slice(0, 10);
  const some = (length, pick) => [...new Set(Array.from({ length }, pick))];
  const period = () => ({
    from: day(random(500)),
    ...(random(3) === 0 && { until: day(500 + random(400)) }),
  });

  const collectors = new Map();
  const dataEntries = entries(data, 'data', (i) => {
    const at = random(Math.round(systems / 5));
    collectors.set(at, [...(collectors.get(at) ?? []), name('data', i)]);
    return {
      category: CATEGORIES[random(CATEGORIES.length)],
      owner: name('party', random(owners)),
      records: 1000 + random(100000),
      ...(i > 10 && random(10) === 0 && { contains: [name('data', random(i))] }),
    };
  });
  // Flows come in the order of their sources, so that each can hand on what earlier ones have brought.
  const held = Array.from({ length: systems }, (_, i) => collectors.get(i) ?? []);
  const flowOf = (i) => {
    const from = Math.floor((i * systems) / flows);
    const to = Math.min(systems - 1, from + 1 + random(Math.max(2, Math.round(systems / 20))));
    const kind = random(1000);
    const listed =
      held[from].length > 0 && kind < 900
        ? some(1 + random(3), () => held[from][random(held[from].length)])
        : [name('data', random(data))];
    if (kind < 960) held[to] = [...new Set([...held[to], ...listed])];
    return {
      from: name('system', from),
      to: name('system', to),
      ...(kind < 960
        ? { data: listed }
        : kind < 995
          ? { data: 'all' }
          : { categories: [CATEGORIES[random(CATEGORIES.length)]] }),
      purpose: PURPOSES[random(PURPOSES.length)],
      channel: CHANNELS[random(CHANNELS.length)],
      encryption: { inTransit: 'tls-1.3' },
      logged: true,
      ...(random(1000) < dated * 1000 && { period: period() }),
    };
  };
  return {
    flowdown: 1,
    parties: entries(parties, 'party', () => ({})),
    zones: entries(zones, 'zone', (i) => ({ operator: name('party', i % parties) })),
    systems: entries(systems, 'system', (i) => ({
      zone: name('zone', i % zones),
      ...(collectors.has(i) && { collects: collectors.get(i) }),
    })),
    data: dataEntries,
    flows: entries(flows, 'flow', (i) => flowOf(i)),
    access: entries(count(0.005, 2), 'access', () => ({
      party: name('party', random(parties)),
      systems: some(2, () => name('system', random(systems))),
      kind: ['maintenance', 'remote', 'user'][random(3)],
    })),
    authorizations: entries(count(0.01, 4), 'authorization', () => ({
      by: name('party', random(owners)),
      to: name('party', random(parties)),
      categories: some(3, () => CATEGORIES[random(CATEGORIES.length)].split('.')[0]),
      actions: ['hold', 'view', 'maintain'],
      delegable: random(2),
    })),
  };
}

/** The manifest as block-style YAML, as people write it. */
export function yamlOf(value, indent = '') {
  return Object.entries(value)
    .map(([key, item]) => {
      if (Array.isArray(item)) return `${indent}${key}: [${item.join(', ')}]\n`;
      if (item !== null && typeof item === 'object') {
        const inner = yamlOf(item, `${indent}  `);
        return inner === '' ? `${indent}${key}: {}\n` : `${indent}${key}:\n${inner}`;
      }
      return `${indent}${key}: ${item}\n`;
    })
    .join('');
}
