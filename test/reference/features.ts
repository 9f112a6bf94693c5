import type { Drawn } from './comparison.ts';

/** What a workspace has of that on which answers hang, so that a run shows that it looked at something. */
export function featuresOf({ workspace, expected }: Drawn): string[] {
  const { files, trust, keys, waivers, baseline } = workspace;
  const entries = (section: Section) =>
    files.flatMap(({ manifest }) => Object.values<Stated>(manifest[section] ?? {}));
  const some = (section: Section, test: (entry: Stated) => unknown) => entries(section).some(test);
  const { facts, findings } = expected;
  const found: Record<string, boolean | undefined> = {
    'several files': files.length > 1,
    trust: trust !== undefined,
    'signatures asked for': trust?.some(({ signedBy }) => signedBy !== undefined),
    'keys that speak for a party': keys && Object.values(keys).some((key) => key.speaksFor !== undefined),
    'statements without right': findings.some(({ rule }) => rule === 'core/unentitled-statement'),
    'a missing manifest referred to': workspace.required?.includes('gone'),
    periods: PERIODS.some((section) => some(section, ({ period }) => period)),
    delegation: some('authorizations', ({ delegable }) => (delegable ?? 0) > 0),
    'opaque flows': some('flows', ({ data, categories }) => !data && !categories),
    'flows by category': some('flows', ({ categories }) => categories),
    views: some('flows', ({ mode }) => mode === 'view'),
    containment: some('data', ({ contains }) => contains),
    derivation: some('data', ({ derivedFrom }) => derivedFrom),
    disposals: some('systems', ({ disposals }) => disposals),
    'transient systems': some('systems', ({ storage }) => storage === 'transient'),
    'may-facts': facts?.holdings.some(({ certain }) => !certain),
    'ways of two steps or more': facts?.holdings.some(({ distance }) => distance > 1),
    consequences: facts?.transfers.some(({ consequence }) => consequence),
    'authorized transfers': facts?.transfers.some(({ authorized }) => authorized === 'true'),
    'transfers left open': facts?.transfers.some(({ authorized }) => authorized === 'unknown'),
    'access to data': facts && facts.accesses.length > 0,
    waivers: waivers !== undefined || some('waivers', () => true),
    'waived findings': findings.some((finding) => finding.waived !== undefined),
    baseline: baseline !== undefined,
    'known findings': findings.some(({ known }) => known),
    'stale or eased entries': expected.baseline && Object.values(expected.baseline).flat().length > 0,
    violations: findings.some(({ verdict }) => verdict === 'violation'),
    undecided: findings.some(({ verdict }) => verdict === 'undecided'),
    'a check that passes': !expected.fails,
  };
  return Object.keys(found).filter((name) => found[name] === true);
}

type Section = 'systems' | 'data' | 'flows' | 'authorizations' | 'waivers' | 'contracts' | 'access';

/** Any field of any entry. */
type Stated = Partial<Record<string, unknown>> & { delegable?: number };

const PERIODS: Section[] = ['systems', 'flows', 'authorizations', 'contracts', 'access'];
