import { expect, it } from 'vitest';
import * as library from '../../src/index.ts';
import { CLI, folderWith } from '../cli/run.ts';
import { casesIn, keepCase } from './cases.ts';
import { differenceTo, draw } from './comparison.ts';
import { answerOfLibrary } from './library.ts';
import { answerOfProgram } from './program.ts';

const SEEDS = Array.from({ length: 400 }, (_, i) => i + 1);
const drawnWith = (test: (drawn: ReturnType<typeof draw>) => unknown) => SEEDS.map(draw).filter(test);

const SIGNED = drawnWith(({ workspace }) => workspace.trust?.some(({ signedBy }) => signedBy));
const KNOWN = drawnWith(({ expected }) => expected.findings.some(({ known }) => known));

it('the program agrees with the reference, with files, real signatures and a baseline', () => {
  for (const drawn of [...SIGNED.slice(0, 3), ...KNOWN.slice(0, 2)]) {
    expect(differenceTo(answerOfProgram(CLI), drawn, drawn.expected)).toBeUndefined();
  }
});

it('a disagreement is told, and asked again as it was kept', () => {
  const [drawn] = KNOWN;
  const other = { ...drawn.expected, findings: [] };
  const difference = differenceTo(answerOfLibrary(library), drawn, other) ?? '';
  expect(difference).toContain('findings, engine:');
  const folder = folderWith();
  keepCase({ seed: 7, question: drawn, difference }, folder);
  const [[name, { workspace, rules, holdings }]] = casesIn(folder);
  expect(name).toBe('seed-7.json');
  expect(workspace).toEqual(JSON.parse(JSON.stringify(drawn.workspace)));
  expect([rules.length, holdings]).toEqual([drawn.rules.length, drawn.holdings]);
});
