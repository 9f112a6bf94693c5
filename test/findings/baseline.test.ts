import { assert, constantFrom, array, property, record, string, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baselineOf,
  baselineText,
  matchBaseline,
  prunedBaseline,
  readBaseline,
  reviewBaseline,
  type Baseline,
  type BaselineEntry,
} from '../../src/findings/baseline.ts';
import { isSettled, type Finding } from '../../src/findings/finding.ts';
import { describe as wordsOf } from '../../src/manifest/problem.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { generate } from '../reference/generate.ts';

const PATH = 'flowdown.baseline.json';
const AT = 18048; // 2019-06-01

const GROUND = `flowdown: 1
parties: { agency: {}, state: {}, vendor: {} }
zones: { port: { operator: agency }, office: { operator: vendor } }
systems: { camera: { zone: port, collects: [plates, faces] }, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const data = (more = ''): string => `data:
  plates: { category: vehicle.license-plate.image, owner: agency${more} }
  faces: { category: biometric.face.image, owner: agency }
  frames: { category: vehicle, owner: state }
`;
const DATA = data();
const flow = (payload: string): string =>
  `flows: { send: { from: camera, to: share${payload === '' ? '' : `, data: ${payload}`} } }\n`;
const OLD = GROUND + DATA + flow('[plates]');

function checked(text: string, baseline?: Baseline, areWaiversOff = false) {
  const { workspace, problems } = openWorkspace({
    files: [{ path: 'x.flow.yaml', text }],
    ...(baseline && { baseline: { path: PATH, text: baselineText(baseline) } }),
  });
  if (workspace === undefined) throw new Error(problems.map((problem) => wordsOf(problem).message).join());
  return checkWorkspace(workspace, { at: AT, areWaiversOff });
}

function taken(text: string): Baseline {
  return baselineOf(checked(text).findings, '2019-06-01');
}

/** Findings that count, and entries that match nothing, of a later state against an earlier one. */
function since(before: string, after: string) {
  const { findings, fails, baseline } = checked(after, taken(before));
  return {
    fails,
    open: findings.filter((finding) => !isSettled(finding)).map(({ fingerprint }) => fingerprint),
    stale: baseline?.stale.map(({ rule, subject }) => `${rule} ${subject}`),
    eased: baseline?.eased.map(({ rule, subject }) => `${rule} ${subject}`),
  };
}

describe('a check with a baseline', () => {
  it('fails on nothing that was there before', () => {
    const { findings, fails, summary, baseline } = checked(OLD, taken(OLD));
    expect(findings.map(({ rule, known }) => [rule, known])).toEqual([
      ['core/unauthorized-transfer', 'baseline'],
    ]);
    expect({ fails, summary }).toMatchObject({ fails: false, summary: { violations: 0, known: 1 } });
    expect(baseline).toEqual({ entries: 1, stale: [], eased: [] });
  });

  it('goes by no line, no text and no file', () => {
    const moved = OLD.replace('flowdown: 1\n', 'flowdown: 1\n# A comment.\n\n').replace(
      'from: camera, to: share',
      'purpose: traffic, from: camera, to: share',
    );
    expect(since(OLD, moved)).toMatchObject({ fails: false, stale: [] });
  });

  it('fails on another datum of an old flow', () => {
    expect(since(OLD, GROUND + DATA + flow('[plates, faces]'))).toMatchObject({
      fails: true,
      open: ['core/unauthorized-transfer|flow:send/faces|faces|agency'],
      stale: [],
    });
  });

  it('fails on another owner of an old datum', () => {
    const { fails, open, stale } = since(OLD, GROUND + data(', derivedFrom: [frames]') + flow('[plates]'));
    expect(fails).toBe(true);
    expect(open).toContain('core/unauthorized-transfer|flow:send/plates|plates|agency+state');
    expect(stale).toContain('core/unauthorized-transfer flow:send/plates');
  });

  it('fails where what was undecided has become a violation', () => {
    const open = GROUND + DATA + flow('');
    expect(taken(open).entries.map(({ rule, verdict }) => [rule, verdict])).toContainEqual([
      'core/unauthorized-transfer',
      'undecided',
    ]);
    const { fails, stale } = since(open, GROUND + DATA + flow('[plates, faces]'));
    expect(fails).toBe(true);
    expect(stale).toContain('core/unauthorized-transfer flow:send/plates');
  });

  it('tells what is better than it was', () => {
    const both = GROUND + DATA + flow('[plates]');
    expect(since(both, GROUND + DATA + flow(''))).toMatchObject({
      stale: [],
      eased: ['core/unauthorized-transfer flow:send/plates'],
    });
    expect(since(both, GROUND + DATA)).toMatchObject({
      stale: ['core/unauthorized-transfer flow:send/plates'],
      eased: [],
    });
  });

  it('takes nothing from a waiver: what is waived is told so, and is new when the waiver ends', () => {
    const waiver = (expires: string): string =>
      `waivers: { w: { rule: core/unauthorized-transfer, subject: flow:send/plates, reason: tested, by: agency, expires: ${expires} } }\n`;
    const waived = OLD + waiver('2019-12-31');
    expect(taken(waived).entries).toEqual([]);
    const { findings, baseline } = checked(waived, taken(OLD));
    expect(findings.map(({ known, waived: reasons }) => [known, reasons])).toEqual([[undefined, ['tested']]]);
    expect(baseline?.stale).toHaveLength(1);
    expect(since(waived, OLD + waiver('2019-05-31')).fails).toBe(true);
  });

  it('knows nothing that begins on a later day of the horizon', () => {
    const ending = `${OLD}authorizations: { hold: { by: agency, to: vendor, data: [plates], actions: [hold], period: { until: 2019-08-31 } } }\n`;
    const { workspace } = openWorkspace({
      files: [{ path: 'x.flow.yaml', text: ending }],
      baseline: { path: PATH, text: baselineText(taken(OLD)) },
    });
    if (workspace === undefined) throw new Error('it cannot be opened');
    const { fails, baseline } = checkWorkspace(workspace, { at: AT, horizon: AT + 200 });
    expect(fails).toBe(true);
    expect(baseline?.stale).toHaveLength(1);
  });

  it('says nothing of entries where only some files are checked', () => {
    const { workspace } = openWorkspace({
      files: [{ path: 'x.flow.yaml', text: GROUND + DATA }],
      isPartial: true,
      baseline: { path: PATH, text: baselineText(taken(OLD)) },
    });
    if (workspace === undefined) throw new Error('it cannot be opened');
    expect(checkWorkspace(workspace, { at: AT })).toMatchObject({
      baseline: { entries: 1, stale: [], eased: [] },
      notes: [],
    });
  });

  it('carries entries through renames', () => {
    const renamed = OLD.replace('send:', 'upload:');
    const { findings } = checked(renamed);
    const match = matchBaseline(taken(OLD), {
      renamed: (subject) => subject.replace('flow:send/', 'flow:upload/'),
    });
    expect(findings.map((finding) => match.known(finding))).toEqual(['baseline']);
    expect(findings.map((finding) => matchBaseline(taken(OLD)).known(finding))).toEqual([undefined]);
  });
});

/** A random workspace, checked by the rules of `core`. */
function openRandom(seed: number) {
  const { files, trust, required, waivers } = generate(seed);
  return openWorkspace({
    files: files.map(({ path, manifest }) => ({ path, text: JSON.stringify(manifest) })),
    config: {
      ...(trust && { trust: Object.fromEntries(trust.map(({ path, parties }) => [path, parties])) }),
      ...(required && { required }),
      ...(waivers && { waivers }),
    },
  });
}

describe('laws, on random workspaces', () => {
  it('what a baseline was taken of passes; it has nothing stale; pruning it changes nothing', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const { workspace } = openRandom(seed);
      if (workspace === undefined) continue;
      const { findings } = checkWorkspace(workspace, { at: AT });
      const baseline = baselineOf(findings, '2019-06-01');
      const { fails, baseline: state } = checkWorkspace({ ...workspace, baseline }, { at: AT });
      expect({ fails, ...state }).toEqual({
        fails: false,
        entries: baseline.entries.length,
        stale: [],
        eased: [],
      });
      const pruned = prunedBaseline(reviewBaseline(baseline, findings));
      expect(baselineText(pruned)).toBe(baselineText(baseline));
    }
  });

  it('against another workspace, nothing is known that is not in the baseline, and pruning leaves what is needed', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const [{ workspace: one }, { workspace: other }] = [seed, seed + 1000].map((each) => openRandom(each));
      if (one === undefined || other === undefined) continue;
      const baseline = baselineOf(checkWorkspace(one, { at: AT }).findings, '2019-06-01');
      const { findings } = checkWorkspace({ ...other, baseline }, { at: AT });
      const known = findings.filter((finding) => finding.known !== undefined);
      const inIt = new Set(baselineOf(checkWorkspace(one, { at: AT }).findings, '').entries.map(printOf));
      expect(known.filter(({ fingerprint }) => !inIt.has(fingerprint))).toEqual([]);
      const pruned = prunedBaseline(reviewBaseline(baseline, findings));
      expect(pruned.entries.length).toBeLessThanOrEqual(baseline.entries.length);
      const again = checkWorkspace({ ...other, baseline: pruned }, { at: AT });
      expect(again.baseline).toEqual({ entries: pruned.entries.length, stale: [], eased: [] });
      expect(again.findings.filter((finding) => finding.known !== undefined)).toHaveLength(known.length);
    }
  });
});

function printOf({ rule, subject, data: datum, owners = [] }: BaselineEntry): string {
  return [rule, subject, ...(datum === undefined ? [] : [datum, owners.join('+')])].join('|');
}

describe('the file', () => {
  const entry = record({
    rule: constantFrom('core/a', 'core/b', 'other/a'),
    subject: string({ minLength: 1, maxLength: 20 }).filter((text) => /^[ -~]+$/.test(text)),
    data: constantFrom('plates', 'faces'),
    owners: uniqueArray(constantFrom('agency', 'state', 'vendor'), { minLength: 1 }).map((all) => all.sort()),
    verdict: constantFrom('violation', 'undecided'),
    taken: constantFrom('2019-06-01', '2024-02-29'),
  });

  it('is read as it was written, in one order', () => {
    assert(
      property(array(entry), (entries) => {
        const text = baselineText({ entries: entries as BaselineEntry[] });
        const { baseline, problems } = readBaseline({ path: PATH, text });
        expect(problems).toEqual([]);
        expect(new Set(baseline?.entries.map((each) => JSON.stringify(each)))).toEqual(
          new Set(entries.map((each) => JSON.stringify(each))),
        );
        expect(baselineText({ entries: baseline?.entries ?? [] })).toBe(text);
      }),
    );
  });

  it.each([
    ['no JSON', '{ "version": 1, ', 'json-syntax'],
    ['another version', '{ "version": 2, "findings": [] }', 'wrong-type'],
    ['a key that nobody knows', '{ "version": 1, "findings": [], "count": 3 }', 'unknown-key'],
    ['no list', '{ "version": 1 }', 'missing-field'],
    [
      'a day that is none',
      '{ "version": 1, "findings": [{ "rule": "a", "subject": "b", "verdict": "violation", "taken": "2019-02-30" }] }',
      'bad-date',
    ],
    [
      'a verdict that is none',
      '{ "version": 1, "findings": [{ "rule": "a", "subject": "b", "verdict": "fine", "taken": "2019-02-03" }] }',
      'not-one-of',
    ],
    ['a key that stands twice', '{ "version": 1, "findings": [], "findings": [] }', 'duplicate-key'],
  ])('with %s keeps the workspace shut', (_, text, code) => {
    const { workspace, problems } = openWorkspace({ files: [], baseline: { path: PATH, text } });
    expect(workspace).toBeUndefined();
    expect(problems.map((problem) => [problem.file, problem.code])).toContainEqual([PATH, code]);
  });

  it('takes one entry for findings of one identity, the worst of them', () => {
    const [found] = checked(OLD).findings;
    const of = (verdict: Finding['verdict']): Finding => ({ ...found, verdict }) as Finding;
    const { entries } = baselineOf([of('undecided'), of('violation'), of('undecided')], '2019-06-01');
    expect(entries.map(({ verdict }) => verdict)).toEqual(['violation']);
  });

  it('keeps the day on which a finding came into it', () => {
    const before: Baseline = {
      entries: taken(OLD).entries.map((each) => ({ ...each, taken: '2018-01-01' })),
    };
    const now = baselineOf(checked(GROUND + DATA + flow('[plates, faces]')).findings, '2019-06-01', before);
    expect(now.entries.map(({ subject, taken: day }) => [subject, day])).toEqual([
      ['flow:send/faces', '2019-06-01'],
      ['flow:send/plates', '2018-01-01'],
    ]);
  });
});
