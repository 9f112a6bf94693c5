// Asks a hundred rules about every transfer of a workspace, as a check does, and prints how long that took and how long
// JSON.parse and the reader took on the same file, in seconds. Rules are those of all packs about transfers; while there are fewer, they come
// again under other ids and with other categories, so that what one has found does not answer for the next.
import { readFileSync } from 'node:fs';
import { factsOf } from '../../src/analysis/facts.ts';
import { parseDay } from '../../src/manifest/calendar.ts';
import { manifestReader } from '../../src/manifest/read.ts';
import { link } from '../../src/model/link.ts';
import { builtInPacks } from '../../src/rules/built-in.ts';
import { compileRule } from '../../src/rules/evaluate.ts';
import { defaultsOf } from '../../src/rules/params.ts';
import { surveyOf } from '../../src/rules/survey.ts';

const RULES = 100;
const AT = '2019-01-04';

/** Of what a repeated rule speaks: another pair of them each time. */
const CATEGORIES = [
  'biometric',
  'commerce',
  'cui',
  'employment',
  'financial',
  'health',
  'imagery',
  'personal',
  'vehicle',
];

const [path] = process.argv.slice(2);
const bytes = readFileSync(path);

function timed<T>(run: () => T): readonly [T, number] {
  const started = performance.now();
  const result = run();
  return [result, (performance.now() - started) / 1000];
}

const [, parse] = timed(() => JSON.parse(bytes.toString()) as unknown);
const reader = manifestReader(Infinity);
const [{ document, problems }, read] = timed(() => reader.read({ path, bytes }));
if (document === undefined) throw new Error(`${path} is not read: ${problems[0].code}`);
const facts = factsOf(link([document], reader.strings).model, parseDay(AT) ?? 0);

const own = builtInPacks().flatMap(({ rules }) => rules.filter((rule) => rule.for === 'transfer'));
const rules = Array.from({ length: RULES }, (_, i) => {
  const rule = own[i % own.length];
  const again = Math.floor(i / own.length);
  const params = defaultsOf(rule);
  if (again === 0) return { rule, params };
  const categories = [0, 1].map((n) => CATEGORIES[(again * 2 + n + i) % CATEGORIES.length]);
  return {
    rule: { ...rule, id: `${rule.id}-${again}` },
    params: 'categories' in params ? { ...params, categories } : params,
  };
});
const [found, evaluate] = timed(() => {
  let violations = 0;
  let transfers = 0;
  for (const { rule, params } of rules) {
    const survey = surveyOf(compileRule(rule, params, facts), facts);
    transfers = survey.facts;
    violations += survey.violations;
  }
  return { transfers, violations };
});
console.log(JSON.stringify({ parse, read, evaluate, rules: rules.length, ...found }));
