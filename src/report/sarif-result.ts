/** Findings -> SARIF results. */
import type { Act } from '../findings/acts.ts';
import { isSettled, type ClosestAuthorization, type CustodyStep, type Finding } from '../findings/finding.ts';
import { joined } from '../model/names.ts';
import type { Placer } from './sarif-place.ts';
import { levelOf, type SarifLevel } from './sarif-rule.ts';
import { plainText } from './sarif-text.ts';
import { closestWords, comparedWords, findingMessage, stepNotes, findingToDo } from './words.ts';

/** What results depend on beside their findings. */
export interface ResultOptions {
  /** The place of each rule among the rules of the run. */
  readonly indexes: ReadonlyMap<string, number>;
  /** Is any finding of the run known from before? Then each says whether it is. */
  readonly isCompared: boolean;
}

/** Results of findings, in their order. */
export function resultsOf(
  acts: readonly Act[],
  findings: readonly Finding[],
  at: Placer,
  { indexes, isCompared }: ResultOptions,
): readonly object[] {
  const leads = leadsOf(acts);
  return findings.map((finding) => ({
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule),
    // Undecided findings would be of kind "open", but then they may have no level, and GitHub would not show them.
    kind: 'fail',
    level: shownLevel(finding),
    ...(isCompared && { baselineState: finding.known === undefined ? 'new' : 'unchanged' }),
    message: { text: messageOf(finding) },
    locations: [at.location(finding.place, { logicalLocations: [{ fullyQualifiedName: finding.subject }] })],
    ...related(finding, at),
    ...codeFlows(finding, at),
    partialFingerprints: { 'flowdownFinding/v1': finding.fingerprint },
    ...(finding.waived && {
      suppressions: finding.waived.map((reason) => ({
        kind: 'external',
        status: 'accepted',
        justification: plainText(reason),
      })),
    }),
    properties: propertiesOf(finding, leads.get(finding)),
  }));
}

/** GitHub knows neither suppressions nor a baseline: there what is settled would fail a pull request that the check lets pass. */
function shownLevel(finding: Finding): SarifLevel {
  return isSettled(finding) ? 'note' : levelOf(finding.severity);
}

/** Fingerprints of the findings that lead, by those that are told with them. */
function leadsOf(acts: readonly Act[]): ReadonlyMap<Finding, string> {
  const leads = new Map<Finding, string>();
  const open = [...acts];
  for (let act = open.pop(); act !== undefined; act = open.pop()) {
    const [lead, ...others] = act.findings;
    for (const finding of [...others, ...act.general]) leads.set(finding, lead.fingerprint);
    open.push(...act.consequences);
  }
  return leads;
}

function propertiesOf(finding: Finding, lead: string | undefined): object {
  const {
    verdict,
    severity,
    subject,
    data,
    owners,
    exposed,
    closest,
    compared,
    unstated,
    consequenceOf,
    since,
  } = finding;
  return {
    verdict,
    severity,
    subject,
    ...(data !== undefined && { data }),
    owners,
    ...(exposed && { exposed }),
    ...(compared && { compared }),
    ...(closest && { closest: withoutPlace(closest) }),
    unstated,
    ...(consequenceOf !== undefined && { consequenceOf }),
    since,
    ...(lead !== undefined && { toldWith: lead }),
  };
}

function withoutPlace({ place: _place, ...closest }: ClosestAuthorization): object {
  return closest;
}

/** What happened, what comes closest to permitting it, and what to do. */
function messageOf(finding: Finding): string {
  const { closest, compared, waived, isLater, since } = finding;
  return [
    ...(waived ? [`Waived: ${plainText(waived.join('; '))}.`] : []),
    plainText(findingMessage(finding)),
    ...(isLater ? [`This holds from ${since} on.`] : []),
    ...(compared ? [`Limits compared: ${plainText(comparedWords(compared))}.`] : []),
    ...(closest ? [`Closest: ${linked(closest)}.`] : []),
    plainText(findingToDo(finding)),
  ].join(' ');
}

/** GitHub makes a link of the authorization, to where it stands: the first of the related locations. */
function linked(closest: ClosestAuthorization): string {
  const words = plainText(closestWords(closest));
  const { authorization, place } = closest;
  if (authorization === undefined || place === undefined) return words;
  const name = `authorization ${plainText(authorization)}`;
  return words.startsWith(name) ? `[${name}](1)${words.slice(name.length)}` : words;
}

/** Where the closest authorization stands, where the data came from, and where the permission ended. */
function related({ closest, custody, place }: Finding, at: Placer): object {
  const notes = stepNotes(custody);
  const refused = custody.findIndex(({ authorized }) => authorized === 'false');
  const steps = [...new Set([0, refused])].flatMap((i) => {
    const step = custody[i];
    const isHere = step?.place?.file === place?.file && step?.place?.start === place?.start;
    if (step?.place === undefined || step.omitted !== undefined || isHere) return [];
    return [{ place: step.place, text: stepWords(step, notes[i]) }];
  });
  const all = [
    ...(closest?.place
      ? [{ place: closest.place, text: `Comes closest: ${plainText(closestWords(closest))}` }]
      : []),
    ...steps,
  ];
  if (all.length === 0) return {};
  return {
    relatedLocations: all.map((each, i) =>
      at.location(each.place, { id: i + 1, message: { text: `${each.text}.` } }),
    ),
  };
}

/** The way of the data, in travel order: who had it where. Steps that are left out are told with the next one. */
function codeFlows({ custody, place, data }: Finding, at: Placer): object {
  if (custody.length === 0) return {};
  const notes = stepNotes(custody);
  const locations = custody.flatMap((step, i) => {
    if (step.omitted !== undefined && i < custody.length - 1) return [];
    const before = i > 0 && custody[i - 1].omitted !== undefined ? `After ${notes[i - 1]}: ` : '';
    const text = `${before}${stepWords(step, notes[i])}.`;
    const importance = step.authorized === 'false' ? 'essential' : 'important';
    return [{ location: at.location(step.place ?? place, { message: { text } }), importance }];
  });
  const message = { text: `The way of ${plainText(data ?? 'the data')}.` };
  return { codeFlows: [{ message, threadFlows: [{ locations }] }] };
}

const MADE: Readonly<Record<string, string>> = { collect: 'collects', produce: 'derives' };

function stepWords({ step, system, zone, keepers, data, omitted }: CustodyStep, note: string): string {
  if (omitted !== undefined) return `${note} left out here`;
  const made = MADE[step];
  const what = made === undefined ? `${step} brings ${data} to ${system}` : `${system} ${made} ${data}`;
  const kept = keepers.length === 0 ? 'keeper unknown' : `kept by ${joined(keepers)}`;
  return plainText(`${what}, in ${zone}, ${kept}${note === '' ? '' : `: ${note}`}`);
}
