import { factsOf } from '../../src/analysis/facts.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { packOf, RULES_BY_PACK, type RuleText } from './rules/rules.ts';
import type { ReferenceWorkspace } from './workspace.ts';

/** What the engine makes of a workspace, with some rules on, those among them too that are off by themselves. */
export function openInEngine(workspace: ReferenceWorkspace, rules: readonly RuleText[] = []) {
  const { workspace: opened, problems } = openWorkspace(inputOf(workspace, rules));
  if (opened === undefined) throw new Error(`the engine cannot read it: ${JSON.stringify(problems)}`);
  const at = parseDay(workspace.at) ?? 0;
  return { opened, at, derived: factsOf(opened.model, at) };
}

/** The same as the input of a workspace. */
export function inputOf({ files, trust, required, waivers }: ReferenceWorkspace, rules: readonly RuleText[]) {
  const on = new Set(rules);
  const packs = [...new Set(['core', ...rules.map(({ id }) => packOf(id))])];
  const ruled = packs.flatMap((pack) => RULES_BY_PACK.get(pack) ?? []);
  return {
    files: files.map(({ path, manifest }) => ({ path, text: JSON.stringify(manifest) })),
    config: {
      packs,
      rules: Object.fromEntries(
        ruled.map((rule) => [rule.id, on.has(rule) ? ('error' as const) : ('off' as const)]),
      ),
      ...(trust && { trust: Object.fromEntries(trust.map(({ path, parties }) => [path, parties])) }),
      ...(required && { required }),
      ...(waivers && { waivers }),
    },
  };
}
