/** References that no column holds: they are checked where they stand and used as written. */
import type { Contract, Flow, Manifest, Party, System, Waiver } from '../../manifest/format.ts';
import type { SectionName } from '../model.ts';
import type { ManifestSource } from '../statements.ts';
import type { Linker } from './linker.ts';

type Mention = readonly [path: readonly string[], party: string | undefined];

const MENTIONS: { readonly [S in SectionName]?: (entry: never) => readonly Mention[] } = {
  parties: (party: Party) => assessors(party.assessments),
  contracts: (contract: Contract) => [
    [['incidentNotification', 'to'], contract.incidentNotification?.to],
    ...numbered(['subcontracting', 'approved'], contract.subcontracting?.approved),
  ],
  systems: (system: System) => [
    [['encryption', 'keyHolder'], system.encryption?.keyHolder],
    ...assessors(system.assessments),
  ],
  flows: (flow: Flow) => [[['by'], flow.by]],
  waivers: (waiver: Waiver) => [[['by'], waiver.by]],
};

function assessors(assessments: System['assessments']): readonly Mention[] {
  return (assessments ?? []).map(({ by }, at): Mention => [['assessments', String(at), 'by'], by]);
}

function numbered(path: readonly string[], parties: readonly string[] | undefined): readonly Mention[] {
  return (parties ?? []).map((party, at): Mention => [[...path, String(at)], party]);
}

/** Reports every mention of a party that no file declares. */
export function checkMentions(sources: readonly ManifestSource[], { refs, parties }: Linker): void {
  for (let file = 0; file < sources.length; file++) {
    const { manifest } = sources[file];
    for (const section of Object.keys(MENTIONS) as (keyof typeof MENTIONS)[]) {
      const entries = manifest[section];
      if (entries !== undefined) checkSection(section, entries);
    }
    manifest.speaksFor?.forEach((party, at) =>
      refs.resolve(parties, 'parties', party, file, () => ['speaksFor', String(at)]),
    );

    function checkSection(section: SectionName, entries: NonNullable<Manifest[SectionName]>): void {
      const mentionsOf = MENTIONS[section] as (entry: unknown) => readonly Mention[];
      for (const id of Object.keys(entries)) {
        for (const [path, party] of mentionsOf(entries[id])) {
          if (party === undefined) continue;
          refs.resolve(parties, 'parties', party, file, () => [section, id, ...path]);
        }
      }
    }
  }
}
