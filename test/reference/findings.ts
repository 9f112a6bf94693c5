import { holdings } from './copies.ts';
import { keepers, owners, sameKeepers } from './custody.ts';
import { beginsBy, isReversed, within } from './day.ts';
import { derive, type Derivation, type Facts, facts } from './facts.ts';
import { not, type Verdict } from './kleene.ts';
import { sortedBy } from './order.ts';
import { found, isOpaque, isTooGeneralFor, someCategoryIsOneOf } from './vocabulary.ts';
import { entitle, missingManifests, type Model, type ReferenceWorkspace } from './workspace.ts';

export interface Finding {
  rule: string;
  subject: string;
  verdict: 'violation' | 'undecided';
}

/** The rules that this reference evaluates. */
export const RULES = [
  'core/unauthorized-transfer',
  'core/unauthorized-collection',
  'core/unauthorized-production',
  'core/unauthorized-access',
  'core/unentitled-statement',
  'core/opaque-flow',
  'core/reversed-period',
  'core/missing-manifest',
  'case-cbp-2019/unauthorized-contractor-copy',
  'case-cbp-2019/extractable-by-contractor',
];

const SENSITIVE = ['biometric', 'vehicle.license-plate'];

/** Section 4, three verdicts: the violations and the undecided, by rule and subject. */
export function findings(workspace: ReferenceWorkspace, known: Facts = facts(workspace)): Finding[] {
  const derivation = derive(workspace);
  const { model } = derivation;
  return sortedBy(
    [
      ...unauthorized(known),
      ...violations('core/unentitled-statement', entitle(workspace).unentitled),
      ...violations('core/opaque-flow', opaqueFlows(derivation)),
      ...violations('core/reversed-period', reversedPeriods(model)),
      ...violations(
        'core/missing-manifest',
        missingManifests(workspace).map((party) => `manifest:${party}`),
      ),
      ...contractorCopies(model, known),
      ...extractableByContractor(model, known),
    ],
    (finding) => [finding.rule, finding.subject, finding.verdict],
  );
}

/** Section 2, authorization: what is judged and not authorized. */
function unauthorized(known: Facts): Finding[] {
  return [
    ...known.transfers.flatMap(({ flow, data, authorized, certain }) =>
      unlessTrue('core/unauthorized-transfer', `flow:${flow}/${data}`, authorized, certain),
    ),
    ...known.collections.flatMap(({ system, data, authorized }) =>
      unlessTrue('core/unauthorized-collection', `collect:${system}/${data}`, authorized, true),
    ),
    ...known.productions.flatMap(({ system, data, authorized }) =>
      unlessTrue('core/unauthorized-production', `produce:${system}/${data}`, authorized, true),
    ),
    ...known.accesses.flatMap(({ access, system, data, authorized }) =>
      unlessTrue('core/unauthorized-access', `access:${access}/${system}/${data}`, authorized, true),
    ),
  ];
}

/** Section 4: false is a violation, unknown is undecided, and a may-fact makes a violation undecided. */
function unlessTrue(rule: string, subject: string, required: Verdict, certain: boolean): Finding[] {
  if (required === 'true') return [];
  const isViolation = required === 'false' && certain;
  return [{ rule, subject, verdict: isViolation ? 'violation' : 'undecided' }];
}

function violations(rule: string, subjects: string[]): Finding[] {
  return subjects.map((subject) => ({ rule, subject, verdict: 'violation' }));
}

/** Section 2, opaque flows: those from one custody to another that may move more than is certain. */
function opaqueFlows({ model, days, perhaps }: Derivation): string[] {
  const subjects: string[] = [];
  for (const [id, flow] of model.flows) {
    if (!beginsBy(model.at, flow.period) || sameKeepers(model, flow.from, flow.to)) continue;
    const { categories } = flow;
    const mayMove = (data: string) =>
      categories !== undefined && isTooGeneralFor(found(model.data, data), categories);
    const mayMoveOn = days
      .filter((day) => within(day, flow.period))
      .some((day) => holdings(model, perhaps, flow.from, day).some(mayMove));
    if (isOpaque(flow) || mayMoveOn) subjects.push(`flow:${id}`);
  }
  return subjects;
}

/** Section 1, time: a period that ends before it begins holds on no day, which nobody means. */
function reversedPeriods(model: Model): string[] {
  const sections = ['contracts', 'systems', 'flows', 'access', 'authorizations'] as const;
  return sections.flatMap((section) =>
    [...model[section]].filter(([, entry]) => isReversed(entry.period)).map(([id]) => `${section}:${id}`),
  );
}

/** A copy of sensitive data that came, without permission, to a keeper who does not own it. */
function contractorCopies(model: Model, known: Facts): Finding[] {
  return known.transfers.flatMap(({ flow: id, data, authorized, certain }) => {
    const flow = found(model.flows, id);
    if (flow.mode === 'view' || !isSensitive(model, data)) return [];
    const isWithOwners =
      model.custody.has(flow.to) &&
      keepers(model, flow.to).every((keeper) => owners(model, data).includes(keeper));
    if (isWithOwners) return [];
    return unlessTrue(
      'case-cbp-2019/unauthorized-contractor-copy',
      `flow:${id}/${data}`,
      authorized,
      certain,
    );
  });
}

/** Section 2, extractable: sensitive data that somebody else could carry away. */
function extractableByContractor(model: Model, known: Facts): Finding[] {
  return known.extractable
    .filter(({ data }) => isSensitive(model, data))
    .flatMap(({ party, system, data, verdict }) =>
      unlessTrue(
        'case-cbp-2019/extractable-by-contractor',
        `extract:${party}/${system}/${data}`,
        not(verdict),
        true,
      ),
    );
}

function isSensitive(model: Model, data: string): boolean {
  return someCategoryIsOneOf(found(model.data, data), SENSITIVE);
}
