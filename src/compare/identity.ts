/** Identities of findings across renames: subjects name systems and flows by id. */
import { fingerprint, type Finding } from '../findings/finding.ts';
import type { Renames } from './renames.ts';

/** Which parts of a subject are ids of systems or flows, by the word before the colon. */
const PARTS: Readonly<Record<string, readonly (keyof Renames | undefined)[]>> = {
  flow: ['flows'],
  flows: ['flows'],
  collect: ['systems'],
  produce: ['systems'],
  hold: ['systems'],
  view: ['systems'],
  disposal: ['systems'],
  systems: ['systems'],
  system: ['systems'],
  access: [undefined, 'systems'],
  extract: [undefined, 'systems'],
};

/** A subject of the base as it is called in the head. */
export function carriedSubject(subject: string, renames: Renames): string {
  const colon = subject.indexOf(':');
  const kinds = PARTS[subject.slice(0, colon)];
  if (colon < 0 || kinds === undefined) return subject;
  const parts = subject.slice(colon + 1).split('/');
  const carried = parts.map((part, i) => {
    const kind = kinds[i];
    return kind === undefined ? part : (renames[kind].get(part) ?? part);
  });
  return `${subject.slice(0, colon)}:${carried.join('/')}`;
}

/** The identity that a finding of the base has in the head. */
export function carriedIdentity({ rule, subject, data, owners }: Finding, renames: Renames): string {
  return fingerprint(rule, carriedSubject(subject, renames), data, owners);
}
