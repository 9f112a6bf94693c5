// The layers of src/ and the direction of their imports (ARCHITECTURE.md). Run: npm run layers
'use strict';

// With a TypeScript that it does not know, dependency-cruiser looks at no file at all and reports success.
const typescript = require('typescript/package.json').version;
if (Number.parseInt(typescript, 10) > 6) {
  throw new Error(
    `dependency-cruiser 17 cannot read TypeScript ${typescript}; it would check nothing and pass`,
  );
}

/** Folders of src/ from the outermost layer to the innermost; each may use the ones after it. */
const LAYERS = [
  'cli',
  'run',
  'report',
  'compare',
  'answers',
  'findings',
  'rules',
  'analysis',
  'model',
  'manifest',
];

/** Modules that define a format: `format.ts` and `<name>-format.ts`. */
const FORMAT = '^src/.*[/-]format\\.ts$';

const REASONS = {
  run: 'Orchestration is shared by the command line, editors and web pages, so it knows none of them.',
  report: 'A report is made from a result alone: who asked for it, and how it came about, must not show.',
  compare: 'A comparison is a plain value, made from the facts and findings of two states, whatever is made of it.',
  answers: 'An answer is a plain value, made from facts and findings, whatever format it is written in.',
  findings: 'Findings are data for every report, so they depend on no format and on no way of running.',
  rules: 'A rule judges one fact; identity, waivers, grouping and wording of reports are decided above it.',
  analysis: 'Facts hold whatever the rules make of them, so that a second implementation can be compared.',
  model: 'The model says what was declared and who may declare it, and nothing of what follows from it.',
  manifest:
    'Reading one file needs no knowledge of other files, so every reader and editor can use it alone.',
};

/** One rule for each layer: nothing flows back to a layer before it. */
const directions = Object.keys(REASONS).map((layer) => ({
  name: `${layer}-looks-inwards`,
  severity: 'error',
  comment: REASONS[layer],
  from: { path: `^src/${layer}/` },
  to: { path: `^src/(index\\.ts$|(${LAYERS.slice(0, LAYERS.indexOf(layer)).join('|')})/)` },
}));

/** Parts that are bundled, and the one layer that may know each. */
const parts = [
  ['commander', 'cli', 'The words of the command line are known where they are typed, and nowhere else.'],
  ['picomatch', 'run', 'Path patterns belong to the configuration; below run/ there are paths only.'],
  ['yaml', 'manifest', 'The reader of YAML stands behind the sink, so that it can be replaced in one place.'],
].map(([part, layer, comment]) => ({
  name: `${part}-only-in-${layer}`,
  severity: 'error',
  comment,
  from: { path: '^src/', pathNot: `^src/${layer}/` },
  to: { path: `(^|/)node_modules/${part}/` },
}));

module.exports = {
  forbidden: [
    ...directions,
    ...parts,
    {
      name: 'sign-uses-manifest',
      severity: 'error',
      comment: 'A signature is of bytes at a path; what they say is for others to read.',
      from: { path: '^src/sign/' },
      to: { path: '^src/', pathNot: '^src/(sign|manifest|generated|model/names)' },
    },
    {
      name: 'verify-stands-alone',
      severity: 'error',
      comment:
        'A verifier that shared more than the reader with the check could be wrong where the check is wrong.',
      from: { path: '^src/verify/' },
      to: { path: '^src/', pathNot: '^src/(verify|manifest|generated)/' },
    },
    {
      name: 'analysis-without-verify',
      severity: 'error',
      comment: 'A check that used its verifier could not be verified by it.',
      from: { path: '^src/(run|compare|answers|findings|rules|analysis|model|manifest|sign|import|export)/' },
      to: { path: '^src/(verify|certify)/' },
    },
    {
      name: 'certify-only-from-cli',
      severity: 'error',
      comment: 'A certificate is made of a check that is done: nothing that checks knows that one is made.',
      from: { path: '^src/', pathNot: '^src/(cli|certify)/' },
      to: { path: '^src/certify/' },
    },
    {
      name: 'import-uses-manifest',
      severity: 'error',
      comment:
        'An importer turns one text into another; what follows from the manifest is for the check to say.',
      from: { path: '^src/import/' },
      to: { path: '^src/', pathNot: '^src/(import|manifest|generated)/' },
    },
    {
      name: 'import-only-from-cli',
      severity: 'error',
      comment: 'Foreign formats stay at the edge: nothing that judges manifests knows where one came from.',
      from: { path: '^src/', pathNot: '^src/(cli|import)/' },
      to: { path: '^src/import/' },
    },
    {
      name: 'export-uses-manifest',
      severity: 'error',
      comment: 'An exporter writes what was declared and the plain facts; it derives and judges nothing itself.',
      from: { path: '^src/export/' },
      to: { path: '^src/', pathNot: '^src/(export|manifest|generated)/|^src/analysis/facts-format' },
    },
    {
      name: 'export-only-from-cli',
      severity: 'error',
      comment: 'Foreign formats stay at the edge: nothing that judges manifests knows what they are written as.',
      from: { path: '^src/', pathNot: '^src/(cli|export)/' },
      to: { path: '^src/export/' },
    },
    {
      name: 'io-only-from-cli',
      severity: 'error',
      comment:
        'Everything below cli/ takes files, clock and output as arguments, so that it runs in a browser too.',
      from: { path: '^src/', pathNot: '^src/(cli|io)/' },
      to: { path: '^src/io/' },
    },
    {
      name: 'io-stands-alone',
      severity: 'error',
      comment: 'io/ hands bytes and text to whoever asks; it knows nothing of manifests, rules or reports.',
      from: { path: '^src/io/' },
      to: { path: '^src/', pathNot: '^src/io/' },
    },
    {
      name: 'node-only-in-io-and-cli',
      severity: 'error',
      comment:
        'A module that uses Node cannot run in an editor, a worker or a page, and hides what it depends on.',
      from: { path: '^src/', pathNot: '^src/(cli|io)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-network',
      severity: 'error',
      comment: 'The check opens no connection, starts no program but git, and runs no code that it reads.',
      from: { path: '^src/', pathNot: '^src/io/git\\.ts$' },
      to: {
        path: '^(node:)?(http|https|http2|net|tls|dgram|dns|child_process|cluster|worker_threads|inspector)(/|$)',
      },
    },
    {
      name: 'code-only-at-the-start',
      severity: 'error',
      comment:
        'The start hands the program to V8 with what V8 made of it before; nothing else may turn text into code.',
      from: { path: '^src/', pathNot: '^src/cli/flowdown\\.ts$' },
      to: { path: '^(node:)?vm(/|$)' },
    },
    {
      name: 'generated-for-its-users',
      severity: 'error',
      comment:
        'Generated code is read by the layers that asked for it: validators, packs, the version, the style of the page.',
      from: { path: '^src/', pathNot: '^src/((manifest|rules|findings|run|cli|sign|verify|import|generated)/|report/html\\.ts$)' },
      to: { path: '^src/generated/' },
    },
    {
      name: 'public-from-within',
      severity: 'error',
      comment: 'index.ts is the public face of the package; inside, a module names the one that it needs.',
      from: { path: '^src/' },
      to: { path: '^src/index\\.ts$' },
    },
    {
      name: 'nothing-from-outside',
      severity: 'error',
      comment: 'The product must not depend on its tests, its tools or its examples: they are not shipped.',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench|examples|rules|schema|docs|dist)/' },
    },
    {
      name: 'typebox-only-in-formats',
      severity: 'error',
      comment:
        'TypeBox writes types and schemas at build time; at run time the compiled validators do its work.',
      from: { path: '^src/', pathNot: FORMAT },
      to: { path: '(^|/)node_modules/@sinclair/typebox/' },
    },
    {
      name: 'formats-as-types',
      severity: 'error',
      comment: 'A format that is imported for a value would bring TypeBox and a schema into every start.',
      from: { path: '^src/', pathNot: FORMAT },
      // Not "type-only": an import of a type and a value together is called that too.
      to: { path: FORMAT, preCompilationOnly: false },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Data takes one road; modules that need each other cannot be read, tested or replaced alone.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      comment: 'An import that leads nowhere is one that no other rule can judge.',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'parts-are-declared',
      severity: 'error',
      comment:
        'A part that package.json does not name is there by chance, and can be gone with the next install.',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined', 'deprecated'] },
    },
  ],
  options: {
    // Imports of types are seen as well, and told apart from imports of values.
    tsPreCompilationDeps: 'specify',
    doNotFollow: { path: ['(^|/)node_modules/', '^src/generated/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      // An import of "./x.js" may stand for a generated module that has its types beside it.
      extensions: ['.ts', '.js', '.d.ts'],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
