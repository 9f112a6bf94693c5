/** What a model says of assets for which a manifest has no field: the runtimes that they share, and risks. */
import type { Access, Party } from '../../manifest/format.ts';
import type { DraftEntry } from '../draft.ts';
import { idsFor } from '../ids.ts';
import type { Names } from '../names.ts';
import type { Model, Runtime } from './model.ts';
import type { References } from './references.ts';

/** Lines for people on assets, by the id of the asset. */
export function notesOn(model: Model, { assets }: References): ReadonlyMap<string, readonly string[]> {
  const notes = new Map<string, Set<string>>();
  const note = (reference: string, line: string): void => {
    const id = assets.find(reference)?.id;
    if (id !== undefined) notes.set(id, (notes.get(id) ?? new Set<string>()).add(line));
  };
  for (const { title, running } of model.runtimes)
    for (const { text } of running) note(text, `runs on the shared runtime ${title}`);
  for (const { name, status, details } of model.risks) {
    const told = details.length === 0 ? '' : `: ${details.join(', ')}`;
    // Such as category@asset, category@asset>link@asset and category@*.
    for (const part of name.text.split(/[@>]/).slice(1))
      note(part, `risk tracked in the model: ${name.text} ${status || 'without a status'}${told}`);
  }
  return new Map([...notes].map(([id, lines]) => [id, [...lines]]));
}

/** Who runs a shared runtime can reach all that runs there. */
export interface RuntimeAccess {
  readonly entries: readonly DraftEntry<Access>[];
  readonly parties: readonly DraftEntry<Party>[];
  /** Runtimes of which the mapping does not say who runs them. */
  readonly open: number;
}

/** Administrators' access of the parties that run shared runtimes; who they are stands in the mapping or nowhere. */
export function runtimeAccess(
  { runtimes }: Model,
  { assets }: References,
  systems: ReadonlyMap<string, string>,
  names: Names,
): RuntimeAccess {
  const used = runtimes.filter(({ running }) => running.length > 0);
  const ids = idsFor(
    used.map(({ id }) => [id, `${id}.operator`] as const),
    'runtime',
  );
  const systemsOn = ({ running }: Runtime): string[] =>
    [...new Set(running.flatMap(({ text }) => systems.get(assets.find(text)?.id ?? '') ?? []))].sort();
  const entries = used.flatMap((runtime): DraftEntry<Access>[] => {
    const { id, title, origin } = runtime;
    const party = names.find('parties', { name: id, what: 'operator of the shared runtime', origin });
    if (party === undefined) return [];
    const value = { party, systems: systemsOn(runtime), kind: 'admin' as const };
    return [{ id: ids.get(id) ?? id, value, origin, remarks: [`runs the shared runtime ${title}`] }];
  });
  const parties = entries.map(({ value, origin }): DraftEntry<Party> => ({
    id: value.party,
    value: {},
    ...(origin && { origin }),
    remarks: ['named in the mapping'],
    isMention: true,
  }));
  return { entries, parties, open: used.length - entries.length };
}
