import type { WorkspaceInput } from '../../src/index.ts';
import type * as Library from '../../src/index.ts';
import type { Finding } from '../../src/findings/finding.ts';
import type { CheckResult } from '../../src/findings/result.ts';
import { type Answer, sortedTold, type Told } from './answer.ts';
import type { Other, Question } from './comparison.ts';
import type { Facts } from './facts.ts';
import { sorted } from './order.ts';
import { packOf, RULES_BY_PACK, type RuleText } from './rules/rules.ts';
import { signers } from './trust.ts';
import type { ReferenceWorkspace } from './workspace.ts';

/** What is asked of the library, which may be that of the sources or the built one. */
export type Asked = Pick<typeof Library, 'openSession' | 'describe'>;

/** Of a key of which only the name counts, where signatures are checked already. */
const SOME_PUBLIC_KEY = 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=';

/** What the library makes of a workspace. */
export function answerOfLibrary(library: Asked): Other {
  return (question) => answer(library, question);
}

function answer(library: Asked, { workspace, rules, holdings }: Question): Answer {
  const session = library.openSession(inputOf(workspace, rules));
  const { at } = workspace;
  const { result, problems } = session.check({ at });
  if (result === undefined)
    throw new Error(problems.map((problem) => library.describe(problem).message).join('\n'));
  const witnessOf = (holding: string): readonly string[] | undefined => {
    const [data, system] = holding.split('@');
    return session.witness({ at, data, system });
  };
  return {
    ...answerOfResult(result),
    facts: session.inspect({ at }).facts as Facts | undefined,
    witnesses: Object.fromEntries(holdings.map((holding) => [holding, witnessOf(holding)])),
  };
}

/** What the result of a check says, whether it comes from the library or as JSON from the program. */
export function answerOfResult(
  result: Pick<CheckResult, 'findings' | 'ruled' | 'baseline' | 'fails'>,
): Omit<Answer, 'facts' | 'witnesses'> {
  const { findings, ruled, baseline, fails } = result;
  return {
    findings: sortedTold(findings.map(told)),
    ruled: Object.fromEntries(
      ruled.map(({ rule, complies, violations, undecided }) => [
        rule,
        { complies, violation: violations, undecided },
      ]),
    ),
    baseline: baseline && { stale: baseline.stale.map(named), eased: baseline.eased.map(named) },
    fails,
  };
}

function told({ rule, subject, verdict, data, owners, waived, known }: Finding): Told {
  return {
    rule,
    subject,
    verdict,
    ...(data !== undefined && { data }),
    owners: [...owners],
    ...(waived && { waived: [...waived] }),
    known: known === 'baseline',
  };
}

function named({ rule, subject }: { rule: string; subject: string }): string {
  return `${rule} ${subject}`;
}

export function inputOf(workspace: ReferenceWorkspace, rules: readonly RuleText[]): WorkspaceInput {
  const { files, baseline, keys = {} } = workspace;
  const voices = new Map(files.map((file) => [file.path, signers(workspace, file)]));
  return {
    files: files.map(({ path, manifest }) => ({ path, text: JSON.stringify(manifest) })),
    config: configOf(workspace, rules, () => SOME_PUBLIC_KEY),
    ...(baseline && { baseline: { path: 'flowdown.baseline.json', text: baselineTextOf(baseline) } }),
    voiceOf(path) {
      const counting = voices.get(path) ?? [];
      const parties = counting.flatMap((key) => keys[key].speaksFor ?? []);
      return { keys: counting, parties, reason: 'it is not signed' };
    },
  };
}

/** A configuration under which these rules are on, and no other. */
export function configOf(
  { trust, keys, required, waivers }: ReferenceWorkspace,
  rules: readonly RuleText[],
  publicKeyOf: (key: string) => string,
): NonNullable<Exclude<WorkspaceInput['config'], { readonly text: string }>> {
  const on = new Set(rules);
  const packs = sorted(['core', ...rules.map(({ id }) => packOf(id))]);
  const ruled = packs.flatMap((pack) =>
    (RULES_BY_PACK.get(pack) ?? []).filter((rule) => on.has(rule) || rule.status === undefined),
  );
  return {
    packs,
    rules: Object.fromEntries(ruled.map((rule) => [rule.id, on.has(rule) ? 'error' : 'off'] as const)),
    ...(trust && {
      trust: Object.fromEntries(
        trust.map(({ path, parties, signedBy }) => [path, signedBy ? { parties, signedBy } : parties]),
      ),
    }),
    ...(keys && {
      keys: Object.fromEntries(
        Object.entries(keys).map(([name, key]) => [name, { ...key, public: publicKeyOf(name) }]),
      ),
    }),
    ...(required && { required }),
    ...(waivers && { waivers }),
  };
}

/** The text of a baseline with these entries. */
export function baselineTextOf(baseline: NonNullable<ReferenceWorkspace['baseline']>): string {
  const findings = baseline.map((entry) => ({ ...entry, taken: '2019-01-01' }));
  return JSON.stringify({ version: 1, findings });
}
