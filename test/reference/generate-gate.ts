import type { Waiver } from '../../src/manifest/format.ts';
import { dateOf, dayOf } from './day.ts';
import { REFERENCES } from './references.ts';
import { type Dice, diceOf } from './random.ts';
import { RULES } from './rules/rules.ts';
import { missingManifests, speaksFor } from './trust.ts';
import type { BaselineEntry, Key, ReferenceFile, ReferenceWorkspace, Sections } from './workspace.ts';

/** Adds what a gate states to a workspace: waivers of what may be found, keys and signatures, a manifest that is missing. */
export function addGate(workspace: ReferenceWorkspace, seed: number): void {
  const dice = diceOf(seed ^ 0x5bd1e995);
  if (dice.chance(0.5)) addWaivers(workspace, dice);
  if (workspace.trust !== undefined && dice.chance(0.5)) addSignatures(workspace, workspace.trust, dice);
  if (dice.chance(0.04)) addMissing(workspace, dice);
}

/** Subjects of findings that rules of each kind may have, by what the files state. */
const SUBJECTS: Record<string, (ids: Ids, dice: Dice) => string | undefined> = {
  transfer: (ids, dice) => ids.subject('flow', [dice.pick(ids.flows), dice.pick(ids.data)]),
  use: (ids, dice) => ids.subject('flow', [dice.pick(ids.flows), dice.pick(ids.data)]),
  collection: (ids, dice) => ids.subject('collect', [dice.pick(ids.systems), dice.pick(ids.data)]),
  holding: (ids, dice) => ids.subject('hold', [dice.pick(ids.systems), dice.pick(ids.data)]),
  handling: (ids, dice) => ids.subject('handle', [dice.pick(ids.parties), dice.pick(ids.data)]),
  'access-fact': (ids, dice) =>
    ids.subject('access', [dice.pick(ids.access), dice.pick(ids.systems), dice.pick(ids.data)]),
  extractable: (ids, dice) =>
    ids.subject('extract', [dice.pick(ids.parties), dice.pick(ids.systems), dice.pick(ids.data)]),
  contract: (ids, dice) => ids.subject('contracts', [dice.pick(ids.contracts)]),
  flow: (ids, dice) => ids.subject('flow', [dice.pick(ids.flows)]),
  system: (ids, dice) => ids.subject('systems', [dice.pick(ids.systems)]),
  authorization: (ids, dice) => ids.subject('authorizations', [dice.pick(ids.authorizations)]),
};

/** Transfers, which most waivers are about, more often than the rest. */
const KINDS = [...Object.keys(SUBJECTS), 'transfer', 'transfer', 'transfer', 'collection', 'holding'];

interface Ids extends Record<keyof Sections, string[]> {
  subject(prefix: string, parts: (string | undefined)[]): string | undefined;
}

function idsOf({ files }: ReferenceWorkspace): Ids {
  const sections = Object.keys(REFERENCES) as (keyof Sections)[];
  const ids = sections.map((section) => [
    section,
    files.flatMap(({ manifest }) => Object.keys(manifest[section] ?? {})),
  ]);
  return {
    ...(Object.fromEntries(ids) as Record<keyof Sections, string[]>),
    subject: (prefix, parts) => (parts.includes(undefined) ? undefined : `${prefix}:${parts.join('/')}`),
  };
}

const CORE = RULES.filter(({ id, for: kind }) => id.startsWith('core/') && kind in SUBJECTS);

/** Waivers that may fit: by an owner or the acquirer more often than by others, mostly in force. */
function addWaivers(workspace: ReferenceWorkspace, dice: Dice): void {
  const ids = idsOf(workspace);
  for (let count = dice.between(1, 3); count > 0; count--) {
    const kind = dice.pick(KINDS);
    const subject = SUBJECTS[kind](ids, dice);
    const { id: rule } = dice.pick(CORE.filter((each) => each.for === kind));
    if (subject === undefined || ids.parties.length === 0) continue;
    const givers = dice.chance(0.8) ? giversOf(workspace, subject) : ids.parties;
    for (const by of givers.length === 0 ? [dice.pick(ids.parties)] : givers) {
      if (dice.chance(0.15)) continue;
      const waiver: Waiver = {
        rule: dice.chance(0.7) ? rule : rule.split('/')[1],
        subject,
        reason: `${dice.pick(['ends', 'tested', 'known'])} ${count}`,
        by,
        expires: dateOf(dayOf(workspace.at) + dice.pick([-1, 0, 1, 30, 365])),
      };
      addWaiver(workspace, waiver, `w${dice.between(0, 5)}`, dice);
    }
  }
}

/** The owners of the datum that a subject names last, or the acquirer of its contract, as far as they are stated. */
function giversOf({ files }: ReferenceWorkspace, subject: string): string[] {
  const last = subject.split(/[:/]/).pop() ?? '';
  const stated = files.flatMap(({ manifest }) => {
    if (subject.startsWith('contracts:')) return manifest.contracts?.[last]?.acquirer ?? [];
    const datum = Object.hasOwn(manifest.data ?? {}, last) ? manifest.data?.[last] : undefined;
    const sources = (datum?.derivedFrom ?? []).flatMap((id) => manifest.data?.[id]?.owner ?? []);
    return datum === undefined ? [] : [datum.owner, ...sources];
  });
  return [...new Set(stated)];
}

/** In a file of its giver, in any, or in the configuration. */
function addWaiver(workspace: ReferenceWorkspace, waiver: Waiver, id: string, dice: Dice): void {
  const { files } = workspace;
  if (files.some(({ manifest }) => Object.hasOwn(manifest.waivers ?? {}, id))) return;
  if (dice.chance(0.15)) workspace.waivers = { ...workspace.waivers, [id]: waiver };
  else {
    const own = files.filter((file) => speaksFor(workspace, file, waiver.by));
    const { manifest } = dice.pick(own.length === 0 || dice.chance(0.1) ? files : own);
    Object.assign(manifest, { waivers: { ...manifest.waivers, [id]: waiver } });
  }
}

/** Keys, some of which do not count on the day, signatures, and trust that asks for them. */
function addSignatures(
  workspace: ReferenceWorkspace,
  trust: NonNullable<ReferenceWorkspace['trust']>,
  dice: Dice,
): void {
  const { parties } = idsOf(workspace);
  const names = ['k1', 'k2', 'k3'].slice(0, dice.between(1, 3));
  workspace.keys = Object.fromEntries(names.map((name) => [name, makeKey(workspace, parties, dice)]));
  for (const entry of trust) if (dice.chance(0.6)) entry.signedBy = dice.some(names, 1, 2);
  for (const file of workspace.files) signed(file, names, dice);
}

function makeKey({ at }: ReferenceWorkspace, parties: string[], dice: Dice): Key {
  const day = (): string => dateOf(dayOf(at) + dice.pick([-1, 0, 1]));
  return {
    ...(dice.chance(0.4) && { speaksFor: dice.some([...new Set(parties)], 1, 2) }),
    ...(dice.chance(0.15) && { from: day() }),
    ...(dice.chance(0.15) && { until: day() }),
    ...(dice.chance(0.1) && { revoked: day() }),
  };
}

function signed(file: ReferenceFile, names: string[], dice: Dice): void {
  if (dice.chance(0.7)) file.signedBy = dice.some(names, 1, 2);
}

/** A party whose manifest is not there, and references that lead into it. */
function addMissing(workspace: ReferenceWorkspace, dice: Dice): void {
  workspace.required = [...(workspace.required ?? []), 'gone'];
  const places = workspace.files.flatMap(({ manifest }) =>
    Object.entries(REFERENCES).flatMap(([section, fields]) =>
      Object.values<unknown>(manifest[section as keyof Sections] ?? {}).flatMap((entry) =>
        fields.map(([field]) => ({ entry, field: field.split('.') })),
      ),
    ),
  );
  for (const { entry, field } of dice.some(places, 1, 4)) lead(entry, field);
  if (missingManifests(workspace).length === 0) throw new Error('the manifest of nobody is there');
}

/** Makes a field that is stated refer to what nobody declares: a value instead of its own, an item beside the others. */
function lead(part: unknown, [key, next, ...rest]: string[]): void {
  if (typeof part !== 'object' || part === null || !Object.hasOwn(part, key)) return;
  const stated = part as Record<string, unknown>;
  const value = stated[key];
  if (next === undefined) stated[key] = 'gone';
  else if (next !== '*') lead(value, [next, ...rest]);
  else if (!Array.isArray(value)) return;
  else if (rest.length === 0) value.unshift('gone');
  else lead(value[0], rest);
}

/** A baseline taken from other findings than there are: some are left out, some were less or more, some have gone. */
export function makeBaseline(findings: readonly BaselineEntry[], seed: number): BaselineEntry[] | undefined {
  const dice = diceOf(seed ^ 0x27d4eb2f);
  if (!dice.chance(0.3)) return undefined;
  const verdict = () => dice.pick(['violation', 'undecided'] as const);
  const taken = findings.filter(() => dice.chance(0.6));
  const entries = taken.map(({ rule, subject, data, owners = [], verdict: now }): BaselineEntry => ({
    rule,
    subject,
    verdict: dice.chance(0.25) ? verdict() : now,
    ...(data !== undefined && {
      data,
      owners: dice.chance(0.15) ? dice.some(['a', 'b', ...owners], 1, 2) : owners,
    }),
  }));
  if (dice.chance(0.4)) entries.push({ rule: 'core/opaque-flow', subject: 'flow:gone', verdict: verdict() });
  return entries;
}
