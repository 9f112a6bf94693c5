/** Packs -> their cases checked, what these show of the rules, and which changes of the rules they notice. */
import { factsOf, type Facts } from '../analysis/facts.ts';
import { fillTemplate } from '../findings/finding.ts';
import { parseDay } from '../manifest/calendar.ts';
import { describe } from '../manifest/problem.ts';
import { manifestReader, type ManifestReader } from '../manifest/read.ts';
import { compileRule, conditionsOf, judgeBy, type Conditions, type Params } from '../rules/evaluate.ts';
import type { Pack, Rule, RuleCase } from '../rules/format.ts';
import { coverageOf, observe, type Sightings } from '../rules/testing/coverage.ts';
import { mutantsOf, parameterMutants } from '../rules/testing/mutants.ts';
import type { CaseFault, CaseTest, Mutation, PackTest, RuleTest } from '../rules/testing/result.ts';
import { findingsOf, isFinding, verdictFaults, verdictsOf } from '../rules/testing/verdicts.ts';
import { defaultsOf } from '../rules/params.ts';
import type { FoundPack, FoundPacks } from './chosen-packs.ts';
import type { Config } from './config-format.ts';
import { judgedFacts } from './check.ts';
import { openWorkspace, type WorkspaceInput } from './workspace.ts';

/** What is to be done beside running the cases. */
export interface RuleTestOptions {
  readonly mutate?: boolean;
  /** Where a pack from elsewhere comes from, so that its names and those of packs that it extends count in its cases. */
  readonly source?: PackSource;
}

/** A pack from elsewhere, and what it finds under the names in its `extends`. */
export interface PackSource {
  readonly found: FoundPack;
  readonly packs: FoundPacks;
}

/** Tests every rule of a pack by the cases in its file. */
export function testPack(pack: Pack, { mutate = false, source }: RuleTestOptions = {}): PackTest {
  const { found, packs } = source ?? { found: { pack, folder: '' }, packs: () => undefined };
  const around: CaseAround = {
    reader: manifestReader(),
    config: { packs: [pack.pack] },
    packs: (name, folder) => (name === pack.pack && folder === '' ? found : packs(name, folder)),
  };
  return { pack: pack.pack, rules: pack.rules.map((rule) => testRule(rule, mutate, around)) };
}

/** What a case is opened with beside its manifest: the pack, whose names count; one reader, since cases are small and many. */
type CaseAround = Required<Pick<WorkspaceInput, 'packs'>> & {
  readonly reader: ManifestReader;
  readonly config: Config;
};

/** A case with the facts of its manifest; they do not depend on the rule, nor on a change of it. */
interface OpenCase {
  readonly stated: RuleCase;
  readonly facts: Facts;
}

function testRule(rule: Rule, mutate: boolean, around: CaseAround): RuleTest {
  const params = defaultsOf(rule);
  const conditions = conditionsOf(rule, params);
  const opened: OpenCase[] = [];
  const seen: Sightings = new Map();
  const cases = rule.cases.map((stated, at): CaseTest => {
    const test = { title: stated.title, verdict: stated.verdict, place: ['cases', String(at)] };
    const opening = factsOfCase(stated, rule.for, around);
    if ('problems' in opening) return { ...test, faults: [{ code: 'unreadable', ...opening }] };
    const { facts } = opening;
    observe(conditions, params, facts, seen);
    const faults = caseFaults(rule, params, { stated, facts });
    if (faults.length === 0) opened.push({ stated, facts });
    return { ...test, faults };
  });
  return {
    rule: rule.id,
    cases,
    coverage: coverageOf(conditions, seen),
    ...(mutate && { mutation: mutationOf(rule, conditions, opened) }),
  };
}

const DEFAULT_DAY = '2019-06-01';

/** Opens the manifest of a case as the only file of a workspace. */
function factsOfCase(
  { manifest, at = DEFAULT_DAY, trust, required }: RuleCase,
  kind: Rule['for'],
  { reader, config, packs }: CaseAround,
): { readonly facts: Facts } | { readonly problems: readonly string[] } {
  const files = [{ path: 'case.flow.json', text: JSON.stringify({ flowdown: 1, ...manifest }) }];
  const settings = { ...config, ...(trust && { trust: { '**': trust } }), ...(required && { required }) };
  const { workspace, problems } = openWorkspace({ files, packs, config: settings }, reader);
  if (workspace === undefined) return { problems: problems.map((problem) => describe(problem).message) };
  const day = parseDay(at) ?? 0;
  // Whether a waiver is of use hangs on what the other rules of the pack find.
  return { facts: kind === 'waiver' ? judgedFacts(workspace, day) : factsOf(workspace.model, day) };
}

/** What is wrong with the verdicts of a case, and with the texts of its findings. */
function caseFaults(rule: Rule, params: Params, { stated, facts }: OpenCase): readonly CaseFault[] {
  const compiled = compileRule(rule, params, facts);
  const { kind } = compiled;
  const verdicts = verdictsOf(compiled, kind, facts);
  const subjectOf = (i: number): string => kind.subject(facts, i);
  const ofTexts = verdicts.flatMap((verdict, i): CaseFault[] => {
    if (!isFinding(verdict)) return [];
    const text = fillTemplate(`${rule.message} ${rule.remedy}`, compiled.words(i));
    const word = /\{[\w.-]+\}/.exec(text)?.[0];
    const lacksField = verdict === 'undecided' && compiled.unstated(i).length === 0;
    return [
      ...(word === undefined ? [] : [{ code: 'placeholder' as const, subject: subjectOf(i), word }]),
      ...(lacksField ? [{ code: 'no-field' as const, subject: subjectOf(i) }] : []),
    ];
  });
  return [...verdictFaults(stated, verdicts, findingsOf(kind, facts)), ...ofTexts];
}

/** Changes the rule, one thing at a time, and looks which changes no case notices. */
function mutationOf(rule: Rule, conditions: Conditions, cases: readonly OpenCase[]): Mutation {
  const params = defaultsOf(rule);
  const mutants = [
    ...mutantsOf(conditions, params),
    ...parameterMutants(conditions, params, ownParams(rule)),
  ];
  const survivors = mutants.filter(
    (mutant) => !cases.some((each) => isNoticed(mutant.conditions, mutant.params, each)),
  );
  return {
    noticed: mutants.length - survivors.length,
    total: mutants.length,
    survivors: survivors.map(({ place, change }) => ({ place, change })),
  };
}

/** Parameters by which a rule differs from the one that it is like. */
function ownParams({ like, params = {}, inherited }: Rule): readonly string[] {
  if (like === undefined) return [];
  return Object.keys(params).filter((name) => inherited?.params?.includes(name) !== true);
}

function isNoticed(conditions: Conditions, params: Params, { stated, facts }: OpenCase): boolean {
  const { kind } = conditions;
  const verdicts = verdictsOf(judgeBy(conditions, params, facts), kind, facts);
  return verdictFaults(stated, verdicts, findingsOf(kind, facts)).length > 0;
}
