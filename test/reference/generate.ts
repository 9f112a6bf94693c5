import type {
  Access,
  Authorization,
  Contract,
  DataSet,
  Disposal,
  Flow,
  Manifest,
  Party,
  Period,
  System,
  Waiver,
  Zone,
} from '../../src/manifest/format.ts';
import { dateOf, dayOf } from './day.ts';
import {
  makeAssessments,
  makeClauses,
  makeDescription,
  makeEquipment,
  makeLimits,
  makeNotice,
  makePartyRecords,
  makeSubcontracting,
  makeTerms,
  makeTransport,
  makeVisit,
  makeWaiver,
  pickDuration,
  pickWord,
} from './generate-fields.ts';
import { DOTTED, wordsFor } from './words.ts';
import { diceOf, type Dice } from './random.ts';
import { entitle, type ReferenceFile, type ReferenceWorkspace } from './workspace.ts';

/** Ids that sort differently alone and within a step name, look like numbers, or are names of every object. */
export const NAMES = ['a', 'a-1', 'a.1', 'a1', 'b', 'b_2', '10', '9', 'constructor', 'z', 'unknown'];
export const CATEGORIES = wordsFor(
  'category',
  [
    'biometric',
    'biometric.face',
    'biometric.face.image',
    'biometric.fingerprint',
    'biometric-like',
    'vehicle',
    'vehicle.license-plate',
    'vehicle.license-plate.image',
    'location',
    'unknown',
  ],
  DOTTED,
);
export const PURPOSES = wordsFor(
  'purpose',
  ['traffic', 'traffic.toll', 'traffic.toll.audit', 'research', 'traffic-jam', 'unknown'],
  DOTTED,
);
export const CHANNELS = ['network', 'api', 'email', 'removable-media', 'courier'] as const;
const ACTIONS = ['collect', 'hold', 'view', 'derive', 'maintain', 'declassify'] as const;
const KINDS = ['physical', 'maintenance', 'remote', 'admin', 'user'] as const;
const FIRST_DAY = dayOf('2019-06-01');
const LAST_DAY = FIRST_DAY + 9;

const FEATURES = [
  'custodian',
  'transient',
  'disposal',
  'servicePeriod',
  'period',
  'reversed',
  'collects',
  'produces',
  'contains',
  'derived',
  'deidentified',
  'count',
  'opaque',
  'all',
  'categories',
  'view',
  'purpose',
  'channel',
  'loop',
  'kind',
  'ports',
  'granted',
  'chain',
  'restriction',
  'expired',
  'trust',
  'split',
  'redeclared',
  'misplaced',
  'narrowed',
  'required',
  'taxonomy',
  'records',
  'country',
  'under',
  'terms',
  'clauses',
  'notice',
  'subcontracting',
  'equipment',
  'environment',
  'retention',
  'transport',
  'logged',
  'visit',
  'limits',
  'waivers',
] as const;

export type Feature = (typeof FEATURES)[number];

/** What the parts of one model are made from. */
export interface Recipe {
  dice: Dice;
  /** Does this entry have the feature? How likely that is differs from model to model. */
  has(feature: Feature): boolean;
  parties: string[];
  zones: string[];
  systems: string[];
  data: string[];
  size: Size;
}

type Range = readonly [least: number, most: number];

/** How many entries the sections have; for the last two, the most there are is drawn first. */
interface Size {
  parties: Range;
  zones: Range;
  systems: Range;
  data: Range;
  access: Range;
  contracts: Range;
  flows: readonly number[];
  authorizations: readonly number[];
  /** How likely an entry has a feature: one of these for each feature. */
  rates: readonly number[];
  /** How likely a system collects something: one of these. */
  collects: readonly number[];
  /** How likely a flow goes on where the one before went. */
  chain: number;
}

export const SIZES = {
  large: {
    parties: [2, 5],
    zones: [2, 4],
    systems: [2, 7],
    data: [1, 7],
    access: [0, 4],
    contracts: [0, 5],
    flows: [3, 6, 12],
    authorizations: [2, 5, 8],
    rates: [0, 0.15, 0.4, 0.85],
    collects: [0.15, 0.4, 0.6, 0.85],
    chain: 0.5,
  },
  /** Most disagreements need few entries, and of small workspaces many more can be tried. */
  small: {
    parties: [2, 3],
    zones: [1, 2],
    systems: [2, 4],
    data: [1, 3],
    access: [0, 1],
    contracts: [0, 2],
    flows: [2, 3, 5],
    authorizations: [1, 2, 4],
    rates: [0, 0, 0.1, 0.6],
    collects: [0.4, 0.6, 0.85],
    chain: 0.85,
  },
} as const satisfies Record<string, Size>;

type Entries<T> = Record<string, T>;

/** A small and nasty, but valid workspace; the same for the same seed. */
export function generate(seed: number, size: Size = SIZES.large): ReferenceWorkspace {
  const dice = diceOf(seed);
  const rates = new Map<Feature, number>(FEATURES.map((feature) => [feature, dice.pick(size.rates)]));
  // Without anything collected there is little to judge.
  rates.set('collects', dice.pick(size.collects));
  const recipe: Recipe = {
    dice,
    has: (feature) => dice.chance(rates.get(feature) ?? 0),
    parties: dice.some(NAMES, ...size.parties),
    zones: dice.some(NAMES, ...size.zones),
    systems: dice.some(NAMES, ...size.systems),
    data: dice.some(NAMES, ...size.data),
    size,
  };
  const manifest = makeManifest(recipe);
  const at = dateOf(dice.between(FIRST_DAY - 1, LAST_DAY + 1));
  const required = recipe.has('required') ? dice.some(recipe.parties, 1, 2) : undefined;
  const waivers = recipe.has('waivers') ? makeWaivers(recipe) : undefined;
  const rest = { at, required, waivers };
  const workspace = split(recipe, manifest, rest);
  return hasTie(workspace) ? pruned({ files: [{ path: 'a.flow.json', manifest }], ...rest }) : workspace;
}

/** Two declarations of one id with the same right are an input error, so such a draw is not used. */
function hasTie(workspace: ReferenceWorkspace): boolean {
  // Only where files compete is an id declared again.
  if (workspace.trust === undefined) return false;
  try {
    entitle(workspace);
    return false;
  } catch {
    return true;
  }
}

function makeManifest(recipe: Recipe): Manifest {
  const { dice, parties, size } = recipe;
  const data = entriesOf(recipe.data, (id) => makeDatum(recipe, id));
  const manifest: Manifest = {
    flowdown: 1,
    parties: entriesOf(parties, () => makeParty(recipe)),
    zones: entriesOf(recipe.zones, () => makeZone(recipe)),
    data,
    systems: entriesOf(recipe.systems, () => makeSystem(recipe, data)),
    flows: makeFlows(recipe),
    access: entriesOf(dice.some(NAMES, ...size.access), () => makeAccess(recipe)),
    contracts: makeContracts(recipe),
    waivers: recipe.has('waivers') ? makeWaivers(recipe) : undefined,
  };
  manifest.authorizations = makeAuthorizations(recipe, manifest);
  if (recipe.has('taxonomy')) manifest.taxonomy = { categories: CATEGORIES, purposes: PURPOSES };
  if (recipe.has('narrowed')) manifest.speaksFor = dice.some(parties, 1, 2);
  return pruned(manifest);
}

function makeWaivers(recipe: Recipe): Entries<Waiver> {
  return entriesOf(recipe.dice.some(NAMES, 1, 3), () => makeWaiver(recipe));
}

function makeParty(recipe: Recipe): Party {
  return pruned(makePartyRecords(recipe));
}

function makeZone(recipe: Recipe): Zone {
  const { dice, parties } = recipe;
  const kind = dice.pick([undefined, 'enclave', 'corporate-network', 'public'] as const);
  return pruned({ operator: dice.pick(parties), kind, country: pickWord(recipe, 'country') });
}

/** What is inside comes later in the list, and what it is derived from earlier, so that there are no cycles. */
function makeDatum(recipe: Recipe, id: string): DataSet {
  const { dice, data } = recipe;
  const place = data.indexOf(id);
  const categories = dice.some(CATEGORIES, 1, dice.chance(0.3) ? 3 : 1);
  const later = data.slice(place + 1);
  const earlier = data.slice(0, place);
  return pruned({
    category: categories.length === 1 && dice.chance(0.7) ? categories[0] : categories,
    owner: dice.chance(0.6) ? recipe.parties[0] : dice.pick(recipe.parties),
    records: recipe.has('count') ? makeCount(recipe) : undefined,
    subjects: recipe.has('count') ? makeCount(recipe) : undefined,
    contains: recipe.has('contains') ? dice.some(later, 1, 2) : undefined,
    derivedFrom: recipe.has('derived') ? dice.some(earlier, 1, 2) : undefined,
    ...makeDescription(recipe),
    retention: recipe.has('retention') ? pickDuration(recipe) : undefined,
  });
}

function makeCount({ dice }: Recipe): number {
  return dice.chance(0.1) ? dice.between(90_000, 200_000) : dice.between(0, 5);
}

function makeSystem(recipe: Recipe, dataEntries: Entries<DataSet>): System {
  const { dice, data } = recipe;
  const derived = data.filter((id) => dataEntries[id].derivedFrom !== undefined);
  const produces = recipe.has('produces') ? dice.some(dice.chance(0.8) ? derived : data, 1, 2) : [];
  const sources = produces.flatMap((id) => dataEntries[id].derivedFrom ?? []);
  const collects = recipe.has('collects') ? dice.some(data, 1, 2) : [];
  if (dice.chance(0.5)) collects.push(...dice.some(sources, 1, 1));
  return pruned({
    zone: dice.pick(recipe.zones),
    custodian: recipe.has('custodian') ? dice.pick(recipe.parties) : undefined,
    purpose: recipe.has('purpose') ? dice.pick(PURPOSES) : undefined,
    period: recipe.has('servicePeriod') ? makePeriod(recipe) : undefined,
    collects: [...new Set(collects)],
    produces,
    storage: recipe.has('transient') ? 'transient' : dice.pick([undefined, 'persistent']),
    disposals: recipe.has('disposal') ? makeDisposals(recipe) : undefined,
    ...makeEquipment(recipe),
    assessments: makeAssessments(recipe),
  });
}

function makeDisposals(recipe: Recipe): Disposal[] {
  const { dice, data } = recipe;
  const count = dice.between(1, 2);
  return Array.from({ length: count }, () =>
    pruned({
      on: dateOf(dice.between(FIRST_DAY, LAST_DAY)),
      data: dice.chance(0.4) ? ('all' as const) : dice.some(data, 1, 2),
      method: pickWord(recipe, 'method'),
      certificate: pickWord(recipe, 'certificate'),
    }),
  );
}

function makeFlows(recipe: Recipe): Entries<Flow> {
  const { dice, systems, size } = recipe;
  let last = dice.pick(systems);
  return entriesOf(dice.some(flowNames(), 1, dice.pick(size.flows)), () => {
    const from = dice.chance(size.chain) ? last : dice.pick(systems);
    const others = systems.filter((system) => system !== from);
    const to = recipe.has('loop') && dice.chance(0.3) ? from : dice.pick(others);
    last = to;
    return makeFlow(recipe, from, to);
  });
}

/** More names than the other sections have, for there are more flows. */
function flowNames(): string[] {
  return [...NAMES, '11', 'b-2', 'z-z'];
}

function makeFlow(recipe: Recipe, from: string, to: string): Flow {
  const { dice } = recipe;
  return pruned({
    from,
    to,
    ...makePayload(recipe),
    mode: recipe.has('view') ? 'view' : dice.pick([undefined, 'copy', 'move'] as const),
    purpose: recipe.has('purpose') ? dice.pick(PURPOSES) : undefined,
    channel: recipe.has('channel') ? dice.pick(CHANNELS) : undefined,
    period: recipe.has('period') ? makePeriod(recipe) : undefined,
    ...makeTransport(recipe),
  });
}

function makePayload(recipe: Recipe): Pick<Flow, 'data' | 'categories'> {
  const { dice } = recipe;
  if (recipe.has('opaque')) return {};
  if (recipe.has('all')) return { data: 'all' };
  if (recipe.has('categories')) return { categories: dice.some(CATEGORIES, 1, 2) };
  return dice.chance(0.6) ? { data: dice.some(recipe.data, 1, 2) } : { data: 'all' };
}

function makeAccess(recipe: Recipe): Access {
  const { dice } = recipe;
  return pruned({
    party: dice.pick(recipe.parties),
    systems: dice.some(recipe.systems, 1, 3),
    kind: recipe.has('kind') ? dice.pick(KINDS) : dice.pick([undefined, 'admin'] as const),
    purpose: recipe.has('purpose') ? dice.pick(PURPOSES) : undefined,
    period: recipe.has('period') ? makePeriod(recipe) : undefined,
    ...makeVisit(recipe),
  });
}

/** Most sub-contracts hang under the contract before, and some under any other. */
function makeContracts(recipe: Recipe): Entries<Contract> {
  const { dice, parties, size } = recipe;
  const ids = dice.some(NAMES, ...size.contracts);
  let above: { id: string; supplier: string } | undefined;
  return entriesOf(ids, (id) => {
    const acquirer = above ? (dice.chance(0.8) ? above.supplier : dice.pick(parties)) : parties[0];
    const supplier = dice.pick(parties.filter((party) => party !== acquirer));
    const parent = dice.chance(0.85) ? above?.id : dice.pick(ids.filter((other) => other !== id));
    const under = recipe.has('under') ? parent : undefined;
    above = { id, supplier };
    return pruned({
      acquirer,
      supplier,
      under,
      period: recipe.has('period') ? makePeriod(recipe) : undefined,
      clauses: makeClauses(recipe),
      incidentNotification: makeNotice(recipe),
      subcontracting: makeSubcontracting(recipe),
      ...makeTerms(recipe),
    });
  });
}

/** Who asks whom for what, taken from the model so that some authorizations fit. */
interface Need {
  owner: string;
  grantee: string;
  data: string;
  categories: string[];
  action: (typeof ACTIONS)[number];
  purpose: string | undefined;
  zone: string;
  channel: (typeof CHANNELS)[number] | undefined;
}

function makeAuthorizations(recipe: Recipe, manifest: Manifest): Entries<Authorization> {
  const { dice } = recipe;
  const ids = dice.some(NAMES, 0, dice.pick(recipe.size.authorizations));
  const planned: Authorization[] = [];
  while (planned.length < ids.length) {
    const need = (dice.chance(0.2) && makeRelease(recipe, manifest)) || makeNeed(recipe, manifest);
    const middle = recipe.has('chain') ? dice.some(recipe.parties, 1, 2) : [];
    const stops = [need.owner, ...middle, need.grantee];
    for (let i = 1; i < stops.length; i++) {
      const spare = dice.chance(0.7) ? stops.length - 1 - i : dice.between(0, 3);
      planned.push(makeAuthorization(recipe, need, stops[i - 1], stops[i], spare));
    }
  }
  return entriesOf(ids, (_, i) => planned[i]);
}

/** What it takes to release a deidentified datum from the owner of one of its sources. */
function makeRelease({ dice, zones }: Recipe, manifest: Manifest): Need | undefined {
  const all = manifest.data ?? {};
  const claims = Object.values(all).filter((datum) => datum.deidentified && datum.derivedFrom);
  if (claims.length === 0) return undefined;
  const claim = dice.pick(claims);
  const source = dice.pick(claim.derivedFrom ?? []);
  return {
    owner: all[source].owner,
    grantee: claim.owner,
    data: source,
    categories: [all[source].category].flat(),
    action: 'declassify',
    purpose: undefined,
    zone: dice.pick(zones),
    channel: undefined,
  };
}

function makeNeed(recipe: Recipe, manifest: Manifest): Need {
  const { dice } = recipe;
  const data = dice.pick(recipe.data);
  const datum = manifest.data?.[data];
  const flows = Object.values(manifest.flows ?? {});
  const over = flows.filter(({ period }) => period?.until !== undefined);
  const flow = dice.pick(recipe.has('expired') && over.length > 0 ? over : flows);
  const access = dice.pick(Object.values(manifest.access ?? {}));
  const by = dice.between(0, access === undefined ? 2 : 3);
  const system = by === 0 ? flow.to : by === 3 ? dice.pick(access.systems) : dice.pick(recipe.systems);
  const { zone, custodian, purpose } = manifest.systems?.[system] ?? { zone: dice.pick(recipe.zones) };
  const operator = manifest.zones?.[zone]?.operator ?? dice.pick(recipe.parties);
  const keeper = custodian !== undefined && dice.chance(0.5) ? custodian : operator;
  const actionOfFlow = flow.mode === 'view' ? 'view' : 'hold';
  return {
    owner: dice.chance(0.85) && datum ? datum.owner : dice.pick(recipe.parties),
    grantee: by === 3 ? access.party : keeper,
    data,
    categories: [datum?.category ?? 'location'].flat(),
    action: by === 0 ? actionOfFlow : by === 3 ? dice.pick(['maintain', 'view']) : dice.pick(ACTIONS),
    purpose: by === 0 ? flow.purpose : by === 3 ? access.purpose : purpose,
    zone,
    channel: by === 0 ? flow.channel : undefined,
  };
}

function makeAuthorization(
  recipe: Recipe,
  need: Need,
  by: string,
  to: string,
  delegable: number,
): Authorization {
  const { dice } = recipe;
  const granted = recipe.has('granted');
  const byCategory = dice.chance(0.35);
  const general = need.categories.map((category) =>
    dice.chance(0.5) ? category : category.replace(/\.[^.]*$/, ''),
  );
  return pruned({
    by,
    to,
    data: byCategory
      ? undefined
      : [...new Set([granted ? need.data : dice.pick(recipe.data), ...dice.some(recipe.data, 0, 1)])],
    categories: byCategory || dice.chance(0.2) ? [...new Set(general)] : undefined,
    actions: [...new Set([granted ? need.action : dice.pick(ACTIONS), ...dice.some(ACTIONS, 0, 3)])],
    purposes: restricted(need.purpose, PURPOSES),
    zones: restricted(need.zone, recipe.zones),
    channels: restricted(need.channel, CHANNELS),
    period: makeTerm(recipe),
    delegable: delegable === 0 && dice.chance(0.7) ? undefined : delegable,
    ...makeLimits(recipe),
  });

  function restricted<T>(needed: T | undefined, among: readonly T[]): T[] | undefined {
    if (!recipe.has('restriction')) return undefined;
    const others = dice.some(among, needed === undefined ? 1 : 0, 1);
    return [
      ...new Set(needed !== undefined && dice.chance(0.7) ? [needed, ...others] : [...others, among[0]]),
    ];
  }
}

/** A permission that has run out by most days of the check, or any period. */
function makeTerm(recipe: Recipe): Period | undefined {
  if (recipe.has('expired')) return { until: dateOf(FIRST_DAY + recipe.dice.between(0, 4)) };
  return recipe.has('period') ? makePeriod(recipe) : undefined;
}

/** Days from one short window, so that many ends meet. */
function makePeriod(recipe: Recipe): Period {
  const { dice } = recipe;
  const days = [dice.between(FIRST_DAY, LAST_DAY), dice.between(FIRST_DAY, LAST_DAY)];
  if (!(recipe.has('reversed') && dice.chance(0.3))) days.sort((a, b) => a - b);
  return pruned({
    from: dice.chance(0.7) ? dateOf(days[0]) : undefined,
    until: dice.chance(0.6) ? dateOf(days[1]) : undefined,
  });
}

const SECTIONS = [
  'parties',
  'contracts',
  'zones',
  'systems',
  'data',
  'flows',
  'access',
  'authorizations',
  'waivers',
] as const;

/** The manifest in one file or in several, with or without trust. */
function split(
  recipe: Recipe,
  manifest: Manifest,
  rest: Pick<ReferenceWorkspace, 'at' | 'required' | 'waivers'>,
): ReferenceWorkspace {
  const { dice } = recipe;
  const trusted = recipe.has('trust');
  const paths = ['c.flow.json', 'a.flow.json', 'b.flow.json', 'd.flow.json'];
  const count = trusted || recipe.has('split') ? dice.between(trusted ? 1 : 2, 4) : 1;
  const files: ReferenceFile[] = paths.slice(0, count).map((path) => ({ path, manifest: { flowdown: 1 } }));
  const trust = trusted ? makeTrust(recipe, files) : undefined;
  for (const section of SECTIONS) {
    for (const [id, entry] of Object.entries<object>(manifest[section] ?? {})) {
      declare(homeOf(recipe, files, trust, manifest, entry), section, id, entry);
    }
  }
  if (trusted && recipe.has('redeclared')) redeclare(recipe, files, manifest);
  dice.pick(files).manifest.taxonomy = manifest.taxonomy;
  for (const file of files) {
    if (recipe.has('narrowed')) file.manifest.speaksFor = claim(recipe, file, trust);
  }
  return pruned({
    files: files.map((file) => ({ ...file, manifest: pruned(file.manifest) })),
    trust,
    ...rest,
  });
}

type Trust = NonNullable<ReferenceWorkspace['trust']>;

/** Every party is given to some file, some files are given several and some none. */
function makeTrust({ dice, parties }: Recipe, files: ReferenceFile[]): Trust {
  const trust: Trust = dice
    .some(files, Math.max(1, files.length - 1), files.length)
    .map(({ path }) => ({ path, parties: dice.some(parties, 1, 2) }));
  for (const party of parties) {
    if (dice.chance(0.8)) dice.pick(trust).parties.push(party);
  }
  return trust.map((entry) => ({ ...entry, parties: [...new Set(entry.parties)] }));
}

/** Some of what the path is given, and now and then something more. */
function claim({ dice, parties }: Recipe, file: ReferenceFile, trust: Trust | undefined): string[] {
  const given = trust?.find((entry) => entry.path === file.path)?.parties ?? parties;
  return dice.some(dice.chance(0.8) ? given : parties, 1, dice.chance(0.6) ? parties.length : 1);
}

/** The file of an entry: mostly one that may state it. */
function homeOf(
  recipe: Recipe,
  files: ReferenceFile[],
  trust: Trust | undefined,
  manifest: Manifest,
  entry: { [field in 'by' | 'owner' | 'acquirer' | 'operator' | 'custodian' | 'party' | 'zone']?: string },
): ReferenceFile {
  const { dice } = recipe;
  const operator = entry.zone === undefined ? undefined : manifest.zones?.[entry.zone]?.operator;
  const speaker =
    entry.by ?? entry.owner ?? entry.acquirer ?? entry.operator ?? entry.custodian ?? entry.party ?? operator;
  const path = trust?.find(({ parties }) => speaker !== undefined && parties.includes(speaker))?.path;
  const right = files.find((file) => file.path === path);
  return right === undefined || (recipe.has('misplaced') && dice.chance(0.4)) ? dice.pick(files) : right;
}

/** Some ids again, in another file and with other content. */
function redeclare(recipe: Recipe, files: ReferenceFile[], manifest: Manifest): void {
  const { dice } = recipe;
  const again = makeManifest(recipe);
  for (let count = dice.between(2, 8); count > 0; count--) {
    const section = dice.pick(SECTIONS);
    const id = dice.pick(Object.keys(manifest[section] ?? {}));
    const file = dice.pick(files);
    if (id === undefined || id in declaredIn(file, section)) continue;
    const entry = declaredIn({ path: '', manifest: again }, section)[id];
    if (entry === undefined) continue;
    // Contracts of the second draw may hang under contracts that only it has.
    declare(file, section, id, pruned(section === 'contracts' ? { ...entry, under: undefined } : entry));
  }
}

function declaredIn(file: ReferenceFile, section: (typeof SECTIONS)[number]): Entries<object> {
  return Object.assign(Object.create(null), file.manifest[section]) as Entries<object>;
}

function declare(file: ReferenceFile, section: (typeof SECTIONS)[number], id: string, entry: object): void {
  Object.assign(file.manifest, { [section]: { ...file.manifest[section], [id]: entry } });
}

function entriesOf<T>(ids: string[], make: (id: string, place: number) => T): Entries<T> {
  return Object.fromEntries(ids.map((id, place) => [id, make(id, place)]));
}

/** Without the fields that are undefined and the lists that are empty, which a manifest may not have. */
export function pruned<T extends object>(entry: T): T {
  const kept = Object.entries(entry).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept) as T;
}

export { shrink } from './shrink.ts';
