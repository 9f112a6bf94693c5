/** Documents -> one linked model: who may say what, ids to dense integers, references, forbidden cycles. */
import type { Strings } from '../manifest/fast/strings.ts';
import type { Waiver } from '../manifest/format.ts';
import { effectiveEntries, type Entitlement, type Ledger } from './effective.ts';
import { linkAccess, linkAuthorizations, linkContracts } from './link/agreements.ts';
import { linkData } from './link/data.ts';
import { linkFlows } from './link/flows.ts';
import { interner, referenceColumn, type Linker } from './link/linker.ts';
import { checkMentions } from './link/mentions.ts';
import { linkSystems } from './link/systems.ts';
import type { Model, SectionName } from './model.ts';
import { ANY_NAMES, type Lexicon } from './lexicon.ts';
import { byCodePoint } from './names.ts';
import { references } from './references.ts';
import { declarationsOf, type Declarations, type LinkProblem, type ManifestSource } from './statements.ts';
import { lackOf, trustOf, UNSIGNED, type Trust, type TrustEntry, type VoiceOf } from './trust.ts';

/** A model, and everything that keeps it from being used; with problems, the model is not to be read. */
export interface Linked {
  readonly model: Model;
  readonly problems: readonly LinkProblem[];
}

/** What the gate says about a workspace, rather than its manifests. */
export interface Gate {
  /** Who speaks for whom; every file speaks for everyone where it is absent. */
  readonly trust?: readonly TrustEntry[];
  /** Parties whose manifest must be there. */
  readonly required?: readonly string[];
  /** Names that it knows; any will do where it is absent. */
  readonly lexicon?: Lexicon;
  /** What the signatures of a file give it; nothing where it is absent. */
  readonly voiceOf?: VoiceOf;
  /** Configurations that stand inside the workspace without a right to. */
  readonly claimed?: readonly string[];
  /** Findings that the gate accepts. */
  readonly waivers?: Readonly<Record<string, Waiver>>;
}

/** Links the manifests of a workspace, given in the order of their paths, whose texts have their numbers from `strings`. */
export function link(sources: readonly ManifestSource[], strings: Strings, gate: Gate = {}): Linked {
  const trust = gate.trust && trustOf(sources, gate.trust, gate.voiceOf);
  const ledger: Ledger = { unentitled: [], problems: [] };
  const entries = effectiveSections(sources, strings, trust, ledger);
  const { parties } = entries;
  const linker: Linker = {
    refs: references(entries.declared, strings, ledger.problems),
    parties,
    ledger,
    trust,
    // One that is "unknown" is not stated.
    purposes: interner(strings, 'unknown'),
  };
  const operator = { section: 'zones', field: 'operator', of: 'parties', names: parties } as const;
  const zones = {
    ...entries.zones,
    operator: referenceColumn(entries.zones, operator, linker),
  };
  const { data, categories } = linkData(entries.data, linker);
  const systems = linkSystems(entries.systems, zones, data, linker);
  const { flows, categorySets } = linkFlows(entries.flows, systems, data, linker);
  const model: Model = {
    files: sources.map(({ path }) => path),
    parties,
    zones,
    contracts: linkContracts(entries.contracts, linker),
    systems,
    data,
    flows,
    access: linkAccess(entries.access, systems, linker),
    authorizations: linkAuthorizations(entries.authorizations, data, zones, linker),
    waivers: entries.waivers,
    gateWaivers: gateWaiversOf(gate),
    categories,
    purposes: linker.purposes.names,
    categorySets,
    unentitled: ledger.unentitled,
    required: (gate.required ?? []).map((party) => ({ party, present: hasVoice(party, sources, trust) })),
    lexicon: gate.lexicon ?? ANY_NAMES,
    speaksFor: trust?.speaksFor,
  };
  checkMentions(sources, strings, linker);
  checkVoices(sources, gate, trust, ledger);
  ledger.unentitled.sort((a, b) => byCodePoint(a.subject, b.subject) || a.file - b.file);
  return { model, problems: ledger.problems };
}

function gateWaiversOf({ waivers = {} }: Gate): Model['gateWaivers'] {
  return Object.keys(waivers)
    .sort(byCodePoint)
    .map((id) => ({ id, waiver: waivers[id] }));
}

/** Does some file speak for the party and declare anything? To empty a manifest is not to hand one in. */
function hasVoice(party: string, sources: readonly ManifestSource[], trust: Trust | undefined): boolean {
  return sources.some(({ head }, file) => {
    const speaks = trust?.speaksFor[file].has(party) ?? head.speaksFor?.includes(party);
    return speaks === true && statesAnything(head);
  });
}

const HEADER = new Set(['flowdown', '$schema', 'speaksFor']);

/** Does a file say anything beside what it is, and for whom it speaks? */
export function statesAnything({ keys }: ManifestSource['head']): boolean {
  return keys.some((key) => !HEADER.has(key));
}

/** The entries of every section that count, each section by its own right to speak. */
function effectiveSections(
  sources: readonly ManifestSource[],
  strings: Strings,
  trust: Trust | undefined,
  ledger: Ledger,
) {
  const declared = new Map<SectionName, Declarations<unknown>>();
  const gather = <S extends SectionName>(name: S) => {
    const found = declarationsOf(sources, name, strings);
    declared.set(name, found);
    return found;
  };
  const count = <T>(name: SectionName, found: Declarations<T>, entitlement: Entitlement<T>) =>
    effectiveEntries(name, found, trust, entitlement, ledger);
  const anyone = { parties: () => undefined, drop: false };

  const zones = count('zones', gather('zones'), { parties: ({ operator }) => [operator], drop: true });
  const operatorOf = (zone: string) => {
    const z = zones.indexOf(zone);
    return z < 0 ? undefined : zones.entry.at(z).operator;
  };
  const systems = count('systems', gather('systems'), {
    parties: ({ custodian, zone }) => [custodian, operatorOf(zone)],
    drop: false,
  });
  const keepersOf = (id: string) => {
    const s = systems.indexOf(id);
    if (s < 0) return [];
    const { custodian, zone } = systems.entry.at(s);
    const spoken = trust?.speaksFor[systems.file[s]];
    const keepers = [custodian, operatorOf(zone)].filter((party) => party !== undefined);
    const known = spoken === undefined || keepers.some((party) => spoken.has(party));
    return known && zones.indexOf(zone) >= 0 ? keepers : [];
  };
  return {
    declared,
    zones,
    systems,
    parties: count('parties', gather('parties'), anyone),
    data: count('data', gather('data'), { parties: ({ owner }) => [owner], drop: true }),
    contracts: count('contracts', gather('contracts'), { parties: ({ acquirer }) => [acquirer], drop: true }),
    authorizations: count('authorizations', gather('authorizations'), {
      parties: ({ by }) => [by],
      drop: true,
    }),
    flows: count('flows', gather('flows'), anyone),
    access: count('access', gather('access'), {
      parties: (access) => [access.party, ...access.systems.flatMap(keepersOf)],
      drop: false,
    }),
    waivers: count('waivers', gather('waivers'), { parties: ({ by }) => [by], drop: true }),
  };
}

/** What a file says of itself: parties that it claims without having them, names that are the gate's to give. */
function checkVoices(
  sources: readonly ManifestSource[],
  { trust: entries = [], claimed, voiceOf = UNSIGNED }: Gate,
  trust: Trust | undefined,
  { unentitled }: Ledger,
): void {
  for (const path of claimed ?? []) {
    unentitled.push({
      subject: `configuration:${path}`,
      defect: 'configuration',
      file: -1,
      path: [path],
      entitled: [],
    });
  }
  if (trust === undefined) return;
  sources.forEach(({ path, head }, file) => {
    const foreign = (head.speaksFor ?? []).filter((party) => !trust.given[file].has(party));
    const lack = lackOf(path, entries, voiceOf);
    if (lack !== undefined) {
      unentitled.push({
        subject: `signature:${path}`,
        defect: 'signature',
        file,
        path: ['flowdown'],
        entitled: lack.keys.map((key) => `a holder of the key ${key}`),
        reason: lack.reason,
      });
    } else if (foreign.length > 0) {
      unentitled.push({
        subject: `speaksFor:${path}`,
        defect: 'speaks-for',
        file,
        path: ['speaksFor'],
        entitled: foreign,
      });
    }
    if (head.taxonomy !== undefined) {
      unentitled.push({
        subject: `taxonomy:${path}`,
        defect: 'taxonomy',
        file,
        path: ['taxonomy'],
        entitled: [],
      });
    }
  });
}
