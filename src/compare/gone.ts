/** What a change makes disappear: deleting is a statement too (docs/semantics.md, who may say what). */
import { holdingOf, isCertain } from '../analysis/holdings.ts';
import { custodyPath, exposedBy, transferVerdicts } from '../findings/custody.ts';
import { fillTemplate, fingerprint, type Finding, type Span } from '../findings/finding.ts';
import { formatDay } from '../manifest/calendar.ts';
import { statesAnything } from '../model/link.ts';
import { row } from '../model/rows.ts';
import { zoneName } from '../rules/kinds/words.ts';
import { COPY_GONE, MANIFEST_EMPTIED, SYSTEM_GONE, type ChangeRule } from './change-rules.ts';
import type { Renames } from './renames.ts';
import type { Side } from './side.ts';

/** Findings on what the head no longer says. */
export function goneFindings(base: Side, head: Side, renames: Renames): readonly Finding[] {
  return [...emptiedManifests(base, head), ...goneCopies(base, head, renames)];
}

/** Copies that the base had for certain and the head has not, with or without their systems. */
function goneCopies(base: Side, head: Side, { systems: renamed }: Renames): Finding[] {
  const { facts } = base;
  const { model, holdings } = facts;
  const verdicts = transferVerdicts(facts);
  return [...model.systems.ids.keys()].flatMap((s) => {
    const id = model.systems.ids[s];
    const now = head.facts.model.systems.indexOf(renamed.get(id) ?? id);
    if (now >= 0 && model.systems.transient[s] === 1) return [];
    const rule = now < 0 ? SYSTEM_GONE : COPY_GONE;
    const place = placeOfFile(model.files[model.systems.file[s]], head);
    const found: Finding[] = [];
    for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
      if (!isCertain(holdings.preference[h])) continue;
      const datum = holdings.datum[h];
      const data = model.data.ids[datum];
      if (now >= 0 && isAccountedFor(head, now, data)) continue;
      const names = (parties: Iterable<number>): string[] =>
        Array.from(parties, (party) => model.parties.ids[party]);
      const owners = names(row(facts.owners, datum));
      found.push(
        findingOf(rule, base, {
          subject: `systems:${id}`,
          data,
          owners,
          place,
          custody: custodyPath(facts, datum, { system: s, flow: -1 }, false, verdicts, {
            of: () => undefined,
          }),
          exposed: exposedBy(model, [datum]),
          words: {
            system: [id],
            zone: [zoneName(facts, s)],
            keepers: names(row(model.systems.keepers, s)),
            data: [data],
            owners,
          },
        }),
      );
    }
    return found;
  });
}

/** Is the data still there, perhaps at least, or has it been disposed of? */
function isAccountedFor({ facts: { model, holdings, at } }: Side, system: number, data: string): boolean {
  const datum = model.data.indexOf(data);
  const disposals = model.systems.disposals[system] ?? [];
  const isDisposed = disposals.some(
    ({ on, data: covered }) => on < at && (covered === undefined || (datum >= 0 && covered.has(datum))),
  );
  return isDisposed || (datum >= 0 && holdingOf(holdings, system, datum) >= 0);
}

/** Files that spoke for a required party and do so no longer, although others may. */
function emptiedManifests(base: Side, head: Side): Finding[] {
  const texts = new Map(head.documents.map((document, file) => [document.path, { document, file }]));
  return head.facts.model.required.flatMap(({ party }) =>
    base.documents.flatMap((document, file) => {
      if (!speaksFor(base, file, party) || !statesAnything(document.head)) return [];
      const now = texts.get(document.path);
      const became = becameOf(
        now && { isEmpty: !statesAnything(now.document.head), speaks: speaksFor(head, now.file, party) },
      );
      if (became === undefined) return [];
      return [
        findingOf(MANIFEST_EMPTIED, base, {
          subject: `manifest:${party}/${document.path}`,
          owners: [],
          place: placeOfFile(document.path, head),
          custody: [],
          words: { file: [document.path], party: [party], became: [became] },
        }),
      ];
    }),
  );
}

function becameOf(now: { readonly isEmpty: boolean; readonly speaks: boolean } | undefined) {
  if (now === undefined) return 'is not there any more';
  if (now.isEmpty) return 'states nothing any more';
  return now.speaks ? undefined : 'does not speak for it any more';
}

function speaksFor({ facts: { model }, documents }: Side, file: number, party: string): boolean {
  return model.speaksFor?.[file].has(party) ?? documents[file].head.speaksFor?.includes(party) ?? false;
}

/** The beginning of a file, where it is still there: the lines of the base mean nothing in it. */
function placeOfFile(path: string, { documents }: Side): Span | undefined {
  const isThere = documents.some((document) => document.path === path);
  return isThere ? { file: path, start: 0, end: 0, line: 1, column: 1 } : undefined;
}

type Told = Pick<Finding, 'subject' | 'data' | 'owners' | 'place' | 'custody' | 'exposed' | 'words'>;

function findingOf(rule: ChangeRule, { facts }: Side, told: Told): Finding {
  const { id, severity, title, message, remedy, rationale, references } = rule;
  return {
    rule: id,
    severity,
    verdict: 'violation',
    ...told,
    fingerprint: fingerprint(id, told.subject, told.data, told.owners),
    act: told.subject,
    title,
    message: fillTemplate(message, told.words),
    remedy: fillTemplate(remedy, told.words),
    rationale,
    references,
    unstated: [],
    since: formatDay(facts.at) ?? '',
    templates: { message, remedy },
  };
}
