/** The drill: what to do about an incident, in the order of time. */
import { formatMoment } from '../manifest/calendar.ts';
import { byCodePoint } from '../model/names.ts';
import type { Asked } from './asked.ts';
import { authorizationsTo, type ConcernedAuthorization } from './concerned.ts';
import { exposureAt, type ExposureAnswer } from './exposure.ts';
import type { Hop, Notice } from './notice.ts';
import type { Scope } from './scope.ts';

/** One party telling another, for the sake of one or several owners. */
export interface Telling extends Hop {
  readonly owners: readonly string[];
}

/** What is concerned, and who tells whom by when. */
export interface IncidentAnswer extends ExposureAnswer {
  readonly discovered: string;
  /** By deadline; those without one stand last, each after the one that it waits for. */
  readonly tellings: readonly Telling[];
  /** Pairs of a party and an owner whom no contract obliges it to tell. */
  readonly gaps: readonly Notice[];
  /** Every active permission to those who answer there, whatever it permits. */
  readonly revoke: readonly ConcernedAuthorization[];
}

/** Answers for a scope in which an incident was discovered, in seconds from 1970. */
export function incidentAt(asked: Asked, scope: Scope, discovered: number): IncidentAnswer {
  const exposure = exposureAt(asked, scope, discovered);
  return {
    ...exposure,
    discovered: formatMoment(discovered) ?? '',
    tellings: tellingsOf(exposure.notices),
    revoke: authorizationsTo(asked, scope),
    gaps: exposure.notices.filter(({ duty }) => duty === 'none'),
  };
}

/** Hops of all notices, each once: chains to several owners can share their first hops. */
function tellingsOf(notices: readonly Notice[]): readonly Telling[] {
  const tellings = new Map<string, Telling & { readonly step: number }>();
  for (const { owner, hops } of notices) {
    hops.forEach((hop, step) => {
      const key = [hop.contract, hop.to, hop.deadline ?? ''].join('|');
      const known = tellings.get(key);
      const owners = [...new Set([...(known?.owners ?? []), owner])];
      tellings.set(key, { ...hop, owners, step: Math.min(step, known?.step ?? step) });
    });
  }
  return [...tellings.values()]
    .sort((a, b) => byDeadline(a, b) || a.step - b.step || byCodePoint(a.contract, b.contract))
    .map(({ step: _step, ...telling }) => telling);
}

/** Without the Z the order of deadlines is that of time, with seconds or without; those not known come last. */
function byDeadline(a: Hop, b: Hop): number {
  if (a.deadline === undefined || b.deadline === undefined) {
    return Number(a.deadline === undefined) - Number(b.deadline === undefined);
  }
  return byCodePoint(a.deadline.slice(0, -1), b.deadline.slice(0, -1));
}
