/** Every waiver of a workspace: who accepted what, until when, and what it hides. */
import type { Facts } from '../analysis/facts.ts';
import type { Finding, Span } from '../findings/finding.ts';
import { placesOf, type Places } from '../findings/places.ts';
import { waiverMatcher, type WaiverOutcome, type WaiverState } from '../findings/waivers.ts';
import { formatDay, parseDay } from '../manifest/calendar.ts';
import type { Waiver } from '../manifest/format.ts';
import type { ManifestDocument } from '../manifest/read.ts';
import { byCodePoint } from '../model/names.ts';

/** A finding that a waiver accepts. */
export interface HiddenFinding {
  readonly fingerprint: string;
  readonly message: string;
  readonly place?: Span;
}

/** One waiver, as it is written, and what comes of it. */
export interface WaiverAnswer {
  readonly id: string;
  readonly by: string;
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
  readonly reference?: string;
  readonly expires: string;
  /** Days on which it still counts, the day of the check among them; none once it has expired. */
  readonly daysLeft: number;
  /** `unentitled`: its file does not speak for its giver, or another has declared the id. */
  readonly state: WaiverState | 'unentitled';
  readonly hides: readonly HiddenFinding[];
  /** Absent for a waiver of the configuration. */
  readonly place?: Span;
}

/** All waivers at a day, by the end of their time. */
export interface WaiversAnswer {
  readonly at: string;
  readonly waivers: readonly WaiverAnswer[];
}

/** Lists the waivers of a workspace, with what they do to all findings of that day. */
export function waiversAnswer(
  facts: Facts,
  documents: readonly ManifestDocument[],
  findings: readonly Finding[],
): WaiversAnswer {
  const matcher = waiverMatcher(facts);
  for (const finding of findings) matcher.accept(finding);
  const telling: Telling = {
    at: facts.at,
    places: placesOf(documents, []),
    found: new Map(findings.map((finding) => [finding.fingerprint, finding])),
  };
  const counting = matcher.outcomes().map((outcome) => answerOf(outcome, telling));
  const waivers = [...counting, ...droppedWaivers(facts, documents, telling)];
  return {
    at: formatDay(facts.at) ?? '',
    waivers: waivers.sort(
      (a, b) => byCodePoint(a.expires, b.expires) || byCodePoint(a.id, b.id) || byCodePoint(a.by, b.by),
    ),
  };
}

interface Telling {
  readonly at: number;
  readonly places: Places;
  /** Findings by their fingerprints. */
  readonly found: ReadonlyMap<string, Finding>;
}

function answerOf({ stated, state, hides }: WaiverOutcome, telling: Telling): WaiverAnswer {
  const { id, waiver, file } = stated;
  const hidden = hides.flatMap((fingerprint) => telling.found.get(fingerprint) ?? []);
  return {
    ...written(id, waiver, telling),
    state,
    hides: hidden.map(({ fingerprint, message, place }) => ({
      fingerprint,
      message,
      ...(place && { place }),
    })),
    ...(file !== undefined && { place: telling.places.of({ file, path: ['waivers', id] }) }),
  };
}

/** Waivers that have no effect by where they stand. */
function droppedWaivers(
  { model }: Facts,
  documents: readonly ManifestDocument[],
  telling: Telling,
): readonly WaiverAnswer[] {
  return model.unentitled.flatMap(({ file, path }): WaiverAnswer[] => {
    const [section, id] = path;
    const waiver = section === 'waivers' ? documents[file]?.manifest.waivers?.[id] : undefined;
    if (waiver === undefined) return [];
    const place = telling.places.of({ file, path });
    return [{ ...written(id, waiver, telling), state: 'unentitled', hides: [], ...(place && { place }) }];
  });
}

function written(
  id: string,
  { by, rule, subject, reason, reference, expires }: Waiver,
  { at }: Telling,
): Omit<WaiverAnswer, 'state' | 'hides' | 'place'> {
  const daysLeft = Math.max(0, (parseDay(expires) ?? at - 1) - at + 1);
  return { id, by, rule, subject, reason, ...(reference !== undefined && { reference }), expires, daysLeft };
}
