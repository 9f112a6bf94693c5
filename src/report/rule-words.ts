/** What is to be said of a rule beside what it asks: is it on, what is it like, and what do its numbers rest on. */
import type { Verification } from '../rules/catalogue-format.ts';
import { joined } from '../model/names.ts';
import type { ParamSource, Rule, RuleCase } from '../rules/format.ts';

/** Where a parameter comes from, and how far that was compared with its source. */
export function clauseWords({ cite, parameter, verified }: ParamSource): string {
  return `${parameter} of ${cite}, ${VERIFIED[verified]}`;
}

const VERIFIED: Readonly<Record<Verification, string>> = {
  read: 'read in its source',
  partly: 'read in part, the rest is unverified',
  unverified: 'unverified: nobody has read it in its source',
};

/** Why a rule is off by itself, and how it is switched on; undefined where it is not. */
export function statusWords({ status, id, severity }: Rule): string | undefined {
  const how = `In a configuration, rules: { ${id}: ${severity} } switches it on.`;
  switch (status) {
    case 'preview':
      return `Preview: it is off by itself, since it rests on a number that nobody has verified. ${how}`;
    case 'template':
      return `Template: it is off by itself, since it is a form that other rules fill in. ${how}`;
    case 'optional':
      return `Optional: it is off by itself, for those alone who know that it concerns them. ${how}`;
    case undefined:
      return undefined;
    default:
      return status satisfies never;
  }
}

/** The severity of a rule, or that it is off by itself, and then why. */
export function levelWords({ status, severity }: Rule): string {
  return status === undefined ? severity : `off (${status})`;
}

/** What readers of a rule are owed. */
export function reviewWords(reviewed: string | undefined): string {
  return `${reviewed === undefined ? '' : `Reviewed: ${reviewed}. `}Not legal advice.`;
}

/** What a rule says of a case, in words. */
const VERDICTS: Readonly<Record<RuleCase['verdict'], string>> = {
  violates: 'violates it',
  complies: 'complies',
  undecided: 'cannot be decided',
  'not-applicable': 'does not concern it',
};

const DEFAULT_DAY = '2019-06-01';

/** What a rule says of a case, and under which circumstances; `name` marks what is a name. */
export function caseWords(
  { verdict, at = DEFAULT_DAY, subject, trust, required }: RuleCase,
  name: (text: string) => string = (text) => text,
): readonly string[] {
  return [
    VERDICTS[verdict],
    `as of ${at}`,
    ...(subject === undefined ? [] : [`found for ${name(subject)}`]),
    ...(trust === undefined ? [] : [`the file speaks for ${joined(trust.map(name))} only`]),
    ...(required === undefined ? [] : [`manifests are required of ${joined(required.map(name))}`]),
  ];
}

/** Where a finding of a change comes from, and why no configuration speaks of it. */
export const COMPARISONS =
  'It exists in comparisons alone (check --since, check --gate, diff) and is in no pack: no configuration, waiver or baseline takes it away.';
