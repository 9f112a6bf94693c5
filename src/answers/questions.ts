/** What is not stated, as questions to those who can state it. */
import { isCertain } from '../analysis/holdings.ts';
import { hasDays } from '../analysis/steps.ts';
import type { Party } from '../manifest/format.ts';
import { formatDay } from '../manifest/calendar.ts';
import { Payload, type Model, type SectionName } from '../model/model.ts';
import { byCodePoint, joined } from '../model/names.ts';
import { row } from '../model/rows.ts';
import { fillTemplate, type Finding, type Span } from '../findings/finding.ts';
import { keepersOf, placeOf, zoneOf, type Asked } from './asked.ts';
import { patternOf, WORDINGS, wordingOf } from './wordings.ts';

/** A rule that cannot decide without the answer. */
export interface WaitingRule {
  readonly rule: string;
  readonly title: string;
  /** Findings of the rule that hang on it. */
  readonly findings: number;
}

/** A field that is not stated. */
export interface Question {
  /** As findings name it, such as `systems.share.encryption.atRest`. */
  readonly field: string;
  readonly question: string;
  /** What an answer looks like. */
  readonly answer: string;
  /** Who may state it; nobody where that is not known. */
  readonly parties: readonly string[];
  /** Undecided findings that hang on it. */
  readonly findings: number;
  readonly rules: readonly WaitingRule[];
  /** Why it is asked where no finding hangs on it. */
  readonly reason?: string;
  readonly place?: Span;
  /** Keys below which the answer stands, and what to write there; the value is left open. */
  readonly under: readonly string[];
  readonly write: string;
}

/** The questions to one party. */
export interface Questionnaire {
  /** Absent where it is not known who could answer. */
  readonly party?: string;
  readonly name?: string;
  readonly contact?: string;
  readonly questions: readonly Question[];
}

/** Everything that is open on one day, or what one party could answer of it. */
export interface QuestionsAnswer {
  readonly at: string;
  /** The one party that was asked about. */
  readonly party?: string;
  /** Different fields, whoever is asked. */
  readonly fields: number;
  readonly questionnaires: readonly Questionnaire[];
}

/** Fields of a system that holds data of others which are asked for even before a rule does. */
const WORTH_ASKING = ['encryption.atRest', 'ports.removableMedia', 'logging', 'retention'] as const;

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

/** Questions from the findings of a check, and from what is open on systems and flows beside them. */
export function questionsFrom(
  asked: Asked,
  findings: readonly Finding[],
  party: string | undefined,
): QuestionsAnswer {
  const { facts } = asked;
  const questions = [...openFields(asked, findings)]
    .map(([field, open]) => questionOf(asked, field, open))
    .sort((a, b) => b.findings - a.findings || byCodePoint(a.field, b.field));
  const questionnaires = byParty(facts.model, questions).filter(
    (each) => party === undefined || each.party === party,
  );
  return {
    at: formatDay(facts.at) ?? '',
    ...(party !== undefined && { party }),
    fields: new Set(questionnaires.flatMap((each) => each.questions.map(({ field }) => field))).size,
    questionnaires,
  };
}

interface Open {
  readonly findings: Finding[];
  readonly reason?: string;
}

/** Fields in no order, each with the findings that hang on it. What an owner has accepted is not asked for. */
function openFields(asked: Asked, findings: readonly Finding[]): Map<string, Open> {
  const open = new Map<string, Open>();
  for (const finding of findings) {
    if (finding.waived !== undefined) continue;
    for (const field of finding.unstated) {
      const known = open.get(field);
      if (known === undefined) open.set(field, { findings: [finding] });
      else known.findings.push(finding);
    }
  }
  for (const { field, reason } of [...opaqueFlows(asked), ...silentSystems(asked)]) {
    if (!open.has(field)) open.set(field, { findings: [], reason });
  }
  return open;
}

interface Missing {
  readonly field: string;
  readonly reason: string;
}

function opaqueFlows({ facts: { model, at } }: Asked): readonly Missing[] {
  const { flows } = model;
  return [...flows.ids.keys()]
    .filter((f) => flows.payload[f] === Payload.opaque && hasDays(flows, f, at))
    .map((f) => ({
      field: `flows.${flows.ids[f]}.data`,
      reason: 'until it is stated, nothing can be said about what the flow has carried',
    }));
}

/** What is not said of systems with data of somebody who does not keep them. */
function silentSystems({ facts }: Asked): readonly Missing[] {
  const { model, holdings, owners } = facts;
  const { systems, parties } = model;
  return [...systems.ids.keys()].flatMap((s) => {
    const keepers = [...row(systems.keepers, s)];
    const others = new Set<number>();
    for (let h = holdings.starts[s]; h < holdings.starts[s + 1]; h++) {
      if (!isCertain(holdings.preference[h])) continue;
      for (const owner of row(owners, holdings.datum[h])) if (!keepers.includes(owner)) others.add(owner);
    }
    if (others.size === 0) return [];
    const names = [...others].sort((a, b) => a - b).map((owner) => parties.ids[owner]);
    return WORTH_ASKING.filter((path) => isOpen(systems.entry.at(s), path.split('.'))).map((path) => ({
      field: `systems.${systems.ids[s]}.${path}`,
      reason: `${systems.ids[s]} holds data of ${joined(names)}`,
    }));
  });
}

/** Is a field not stated? `unknown` says no more than nothing. */
function isOpen(entry: object, path: readonly string[]): boolean {
  const { value } = stated(entry, path);
  return value === undefined || value === 'unknown';
}

/** Follows a path as far as it is stated. */
function stated(
  entry: unknown,
  path: readonly string[],
): { readonly value: unknown; readonly depth: number } {
  let value = entry;
  for (const [depth, step] of path.entries()) {
    const next = isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (next === undefined) return { value: undefined, depth };
    value = next;
  }
  return { value, depth: path.length };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function questionOf(asked: Asked, field: string, { findings, reason }: Open): Question {
  const found = entryOf(asked.facts.model, field);
  const { section, id, path, entry } = found;
  const wording = wordingOf(section, path);
  const place = entry < 0 ? undefined : placeOf(asked, section as SectionName, entry);
  return {
    field,
    question: fillTemplate(wording.ask, { id, ...(entry >= 0 ? namesIn(asked, section, entry) : {}) }),
    answer: wording.answer,
    parties: entry < 0 ? [] : partiesFor(asked, section, entry),
    findings: findings.length,
    rules: rulesOf(findings),
    ...(reason !== undefined && { reason }),
    ...(place !== undefined && { place }),
    ...writingOf(asked.facts.model, found, wording.blank ?? '', place?.file),
  };
}

/** A field, taken apart. */
export interface FieldOf {
  readonly section: string;
  readonly id: string;
  readonly path: readonly string[];
  /** Number of the entry, or -1. */
  readonly entry: number;
}

/**
 * Takes `section.id.field` apart. Ids can have dots: of the ids that fit, one that leaves a known field is preferred, then
 * the longest.
 */
export function entryOf(model: Model, field: string): FieldOf {
  const [name, ...rest] = field.split('.');
  const section = SECTIONS.find((each) => each === name);
  if (section === undefined) return { section: name, id: rest[0] ?? '', path: rest.slice(1), entry: -1 };
  const splits = rest
    .map((_, i) => ({ id: rest.slice(0, i + 1).join('.'), path: rest.slice(i + 1) }))
    .map(({ id, path }) => ({ section, id, path, entry: model[section].indexOf(id) }))
    .filter(({ entry }) => entry >= 0)
    .reverse();
  return (
    splits.find(({ path }) => Object.hasOwn(WORDINGS, patternOf(section, path))) ??
    splits[0] ?? { section, id: rest[0] ?? '', path: rest.slice(1), entry: -1 }
  );
}

/** Names that questions on an entry use. */
function namesIn(asked: Asked, section: string, entry: number): Readonly<Record<string, string>> {
  const { facts } = asked;
  const { model } = facts;
  switch (section) {
    case 'contracts': {
      const { acquirer, supplier } = model.contracts.entry.at(entry);
      return { acquirer, supplier };
    }
    case 'systems':
      return { zone: zoneOf(facts, entry) };
    case 'flows': {
      const { from, to } = model.flows.entry.at(entry);
      return { from, to };
    }
    case 'access': {
      const { party, systems } = model.access.entry.at(entry);
      return { party, systems: joined(systems) };
    }
    case 'authorizations': {
      const { by, to } = model.authorizations.entry.at(entry);
      return { by, to };
    }
    case 'waivers':
      return { by: model.waivers.entry.at(entry).by };
    default:
      return {};
  }
}

/** Who may state a field of an entry, or is a party to it; ids in order. */
function partiesFor({ facts }: Asked, section: string, entry: number): readonly string[] {
  const { model } = facts;
  switch (section) {
    case 'parties':
      return [model.parties.ids[entry]];
    case 'contracts': {
      const { acquirer, supplier } = model.contracts.entry.at(entry);
      return [...new Set([acquirer, supplier])].sort(byCodePoint);
    }
    case 'zones':
      return [model.zones.entry.at(entry).operator];
    case 'systems': {
      const keepers = keepersOf(facts, entry);
      const { custodian } = model.systems.entry.at(entry);
      return keepers.length === 0 && custodian !== undefined ? [custodian] : keepers;
    }
    case 'data':
      return [model.data.entry.at(entry).owner];
    case 'flows': {
      const { by } = model.flows.entry.at(entry);
      return by === undefined ? keepersOf(facts, model.flows.source[entry]) : [by];
    }
    case 'access':
      return [model.access.entry.at(entry).party];
    case 'authorizations':
      return [model.authorizations.entry.at(entry).by];
    case 'waivers':
      return [model.waivers.entry.at(entry).by];
    default:
      return [];
  }
}

function rulesOf(findings: readonly Finding[]): readonly WaitingRule[] {
  const rules = new Map<string, { rule: string; title: string; findings: number }>();
  for (const { rule, title } of findings) {
    const known = rules.get(rule);
    if (known === undefined) rules.set(rule, { rule, title, findings: 1 });
    else known.findings++;
  }
  return [...rules.values()].sort((a, b) => b.findings - a.findings || byCodePoint(a.rule, b.rule));
}

/** Where the answer goes: below what is stated already, in the words of the file's format. */
function writingOf(
  model: Model,
  { section, id, path, entry }: FieldOf,
  blank: string,
  file: string | undefined,
): Pick<Question, 'under' | 'write'> {
  const value = entry < 0 ? undefined : model[section as SectionName].entry.at(entry);
  const { depth } = stated(value, path);
  const kept = Math.min(depth, Math.max(0, path.length - 1));
  const left = path.slice(kept);
  const isJson = file !== undefined && file.toLowerCase().endsWith('.json');
  return {
    under: [section, id, ...path.slice(0, kept)],
    write: isJson ? jsonLine(left) : yamlLine(left, blank),
  };
}

/** `encryption: { atRest: }`; the value is for the one who answers, and without it the file is refused. */
function yamlLine(path: readonly string[], blank: string): string {
  const [last = '', ...above] = [...path].reverse();
  const inner = blank === '' ? `${last}:` : `${last}: ${blank}`;
  return above.reduce((text, key) => `${key}: { ${text} }`, inner);
}

function jsonLine(path: readonly string[]): string {
  const [last = '', ...above] = [...path].reverse();
  return above.reduce((text, key) => `"${key}": { ${text} }`, `"${last}":`);
}

/** A question to several parties stands with each of them. */
function byParty({ parties }: Model, questions: readonly Question[]): readonly Questionnaire[] {
  const groups = new Map<string | undefined, Question[]>();
  for (const question of questions) {
    for (const party of question.parties.length === 0 ? [undefined] : question.parties) {
      const group = groups.get(party);
      if (group === undefined) groups.set(party, [question]);
      else group.push(question);
    }
  }
  return [...groups]
    .sort(([a], [b]) => Number(a === undefined) - Number(b === undefined) || byCodePoint(a ?? '', b ?? ''))
    .map(([party, group]) => {
      const number = party === undefined ? -1 : parties.indexOf(party);
      const { name, contact }: Partial<Party> = number < 0 ? {} : parties.entry.at(number);
      return {
        ...(party !== undefined && { party }),
        ...(name !== undefined && { name }),
        ...(contact !== undefined && { contact }),
        questions: group,
      };
    });
}
