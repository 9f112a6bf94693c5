import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/manifest/format.ts';
import { judgedWorld } from '../findings.ts';
import type { ReferenceWorkspace } from '../workspace.ts';
import { type RuleCase, type RuleText, RULES, verdicts } from './rules.ts';
import { type World, worldOf } from './world.ts';

/** The manifest of a case as the only file of a workspace. */
function workspaceOf({ manifest, at, trust, required }: RuleCase): ReferenceWorkspace {
  const path = 'case.flow.json';
  return {
    files: [{ path, manifest: { flowdown: 1, ...manifest } as Manifest }],
    ...(trust && { trust: [{ path, parties: trust }] }),
    ...(required && { required }),
    at: at ?? '2019-06-01',
  };
}

/** What a waiver accepts hangs on the other rules that are on. */
function worldFor(rule: RuleText, workspace: ReferenceWorkspace): World {
  return rule.for === 'waiver' ? judgedWorld(workspace) : worldOf(workspace);
}

describe.each(RULES)('$id', (rule) => {
  it.each(rule.cases)('$verdict: $title', (ruleCase) => {
    const judged = verdicts(rule, worldFor(rule, workspaceOf(ruleCase)));
    const said = new Set(judged.map(({ verdict }) => verdict));
    const open = judged.filter(({ verdict }) => verdict === 'violation' || verdict === 'undecided');
    switch (ruleCase.verdict) {
      case 'violates':
        expect(said).toContain('violation');
        break;
      case 'undecided':
        expect(said).toContain('undecided');
        expect(said).not.toContain('violation');
        break;
      case 'complies':
        expect(open).toEqual([]);
        expect(said).toContain('complies');
        break;
      default:
        expect(open).toEqual([]);
        expect(said).not.toContain('complies');
    }
    if (ruleCase.subject !== undefined) {
      expect(open.map(({ subject }) => subject)).toContain(ruleCase.subject);
    }
  });
});
