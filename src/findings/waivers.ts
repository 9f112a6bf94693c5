import { formatDay, parseDay } from '../manifest/calendar.ts';
import type { Waiver } from '../manifest/format.ts';
import type { Facts } from '../analysis/facts.ts';
import { row } from '../model/rows.ts';

/** Waivers that count at the day of the check, and which of them have been used. */
export interface Waivers {
  /** Reasons for which a finding is accepted by everyone who has to accept it; undefined where somebody has not. */
  reasons(rule: string, subject: string, datum: number): readonly string[] | undefined;
  /** Notes on waivers that cover nothing: expired, or without a finding. */
  notes(): readonly string[];
}

interface Stated {
  readonly id: string;
  readonly waiver: Waiver;
  readonly isGate: boolean;
}

/**
 * A finding on data is waived by each of its owners, one waiver each; one on a contract by its acquirer; any other by
 * the gate: the configuration, or, where every file speaks for everyone, any file.
 */
export function waiversOf(facts: Facts, gate: Readonly<Record<string, Waiver>>): Waivers {
  const { model, at } = facts;
  const all: Stated[] = [
    ...model.waivers.ids.map((id, w) => ({
      id,
      waiver: model.waivers.entry.at(w),
      isGate: model.speaksFor === undefined,
    })),
    ...Object.keys(gate).map((id) => ({ id, waiver: gate[id], isGate: true })),
  ];
  const current = all.filter(({ waiver }) => at <= (parseDay(waiver.expires) ?? at - 1));
  const bySubject = groupBySubject(current);
  const used = new Set<Stated>();
  const powerless = new Set<Stated>(); // they name a finding that is not theirs to accept

  return {
    reasons(rule, subject, datum) {
      const matching = (bySubject.get(subject) ?? []).filter(({ waiver }) => isRule(waiver.rule, rule));
      if (matching.length === 0) return undefined;
      const accepted =
        datum < 0
          ? matching
              .filter(({ isGate, waiver }) => isGate || waiver.by === acquirerOf(subject, facts))
              .slice(0, 1)
          : [...row(facts.owners, datum)].map((owner) =>
              matching.find(({ waiver }) => waiver.by === model.parties.ids[owner]),
            );
      for (const stated of accepted) if (stated !== undefined) used.add(stated);
      for (const stated of matching) if (!used.has(stated)) powerless.add(stated);
      if (accepted.length === 0 || accepted.includes(undefined)) return undefined;
      return accepted.map((stated) => stated?.waiver.reason ?? '');
    },
    notes: () => [
      ...all
        .filter((stated) => !current.includes(stated))
        .map(({ id, waiver }) => `waiver ${id} expired on ${waiver.expires} and covers nothing`),
      ...current
        .filter((stated) => !used.has(stated) && !powerless.has(stated))
        .map(({ id }) => `waiver ${id} matches no finding as of ${formatDay(at)}`),
      ...[...powerless]
        .filter((stated) => !used.has(stated))
        .map(({ id, waiver }) => `waiver ${id} has no effect: the finding is not for ${waiver.by} to accept`),
    ],
  };
}

function acquirerOf(subject: string, { model: { contracts } }: Facts): string | undefined {
  const [section, id] = subject.split(/[:/]/);
  const contract = section === 'contracts' ? contracts.indexOf(id) : -1;
  return contract < 0 ? undefined : contracts.entry.at(contract).acquirer;
}

function groupBySubject(waivers: readonly Stated[]): Map<string, Stated[]> {
  const groups = new Map<string, Stated[]>();
  for (const stated of waivers) {
    const group = groups.get(stated.waiver.subject);
    if (group === undefined) groups.set(stated.waiver.subject, [stated]);
    else group.push(stated);
  }
  return groups;
}

/** A rule by its full id, or by its name alone. */
function isRule(named: string, id: string): boolean {
  return named === id || id.endsWith(`/${named}`);
}
