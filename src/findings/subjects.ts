/** The entries that the subject of a finding names. */
import type { SectionName } from '../model/model.ts';

/** An entry by its section and id. */
export interface Entry {
  readonly section: SectionName;
  readonly id: string;
}

/** What stands between the slashes of a subject, by its first word. */
const PARTS: Readonly<Record<string, readonly SectionName[]>> = {
  flow: ['flows', 'data'],
  collect: ['systems', 'data'],
  produce: ['systems', 'data'],
  hold: ['systems', 'data'],
  view: ['systems', 'data'],
  access: ['access', 'systems', 'data'],
  extract: ['parties', 'systems', 'data'],
  handle: ['parties', 'data'],
  tier: ['parties', 'parties'],
  manifest: ['parties'],
  disposal: ['systems'],
};

const SECTIONS: readonly SectionName[] = [
  'parties',
  'contracts',
  'zones',
  'systems',
  'data',
  'flows',
  'access',
  'authorizations',
  'waivers',
];

/** Entries that a subject names, what it is about first. Ids have neither a colon nor a slash. */
export function entriesIn(subject: string): readonly Entry[] {
  const colon = subject.indexOf(':');
  const [first, rest] = [subject.slice(0, colon), subject.slice(colon + 1)];
  const [id, ...others] = rest.split('/');
  if (first === 'exposure') {
    return [{ section: id === 'zone' ? 'zones' : 'parties', id: others.join('/') }];
  }
  const parts = PARTS[first];
  if (parts !== undefined) {
    return [id, ...others].flatMap((each, i) => (i < parts.length ? [{ section: parts[i], id: each }] : []));
  }
  const section = SECTIONS.find((each) => each === first);
  return section === undefined ? [] : [{ section, id }];
}
