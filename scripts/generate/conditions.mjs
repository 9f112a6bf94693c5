import { importBundled } from './bundled.mjs';

/**
 * The schema of rule files for editors: with the conditions, by the kind of fact. The program does not need it, as it reads
 * conditions with better words than a schema has. Attributes, their types and the tests that fit come from the tables
 * that the program reads conditions with.
 *
 * A name of an attribute and a step further are written out, so that editors offer them; a third step is checked by a
 * pattern, and what comes after it by its last word alone.
 */
export async function withConditions(root, schema) {
  const vocabulary = await importBundled(
    root,
    'conditions',
    [
      "export { KINDS } from './rules/vocabulary.ts'; export { THINGS } from './rules/things/things.ts';",
      "export { PATH_OPERATORS, VALUE_OPERATORS } from './rules/language/parse.ts';",
      "export { ORDERS } from './rules/language/expression.ts';",
    ].join('\n'),
  );
  const tables = tablesOf(vocabulary);
  const shapes = shapesOf(tables);
  const defs = {
    ...schema.$defs,
    ...OPERANDS,
    ...testDefs(shapes, vocabulary),
    ...stepDefs(tables, shapes, vocabulary),
    ...conditionDefs(tables, shapes, vocabulary),
  };
  const kinds = Object.entries(vocabulary.KINDS).map(([kind, { attributes }]) => {
    const condition = ref(conditionName(tables.get(attributes)));
    defs[`unless-${kind}`] = exceptions(condition, ref(`unless-${kind}`));
    return {
      if: { properties: { for: { const: kind } }, required: ['for'] },
      // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema
      then: { properties: { where: condition, unless: ref(`unless-${kind}`), require: condition } },
    };
  });
  return { ...schema, $defs: defs, allOf: kinds };
}

/** Names of tables of attributes: those of things, and those of kinds of facts that are no things. */
function tablesOf({ KINDS, THINGS }) {
  const tables = new Map(Object.entries(THINGS).map(([name, attributes]) => [attributes, name]));
  for (const [kind, { attributes }] of Object.entries(KINDS)) {
    if (!tables.has(attributes)) tables.set(attributes, Object.hasOwn(THINGS, kind) ? `${kind}-fact` : kind);
  }
  return tables;
}

function exceptions(condition, inner) {
  return { type: 'array', items: { type: 'object', properties: { when: condition, unless: inner } } };
}

/** What attributes are: of names those that are known are a definition of their own. */
function shapesOf(tables) {
  const listed = new Map();
  const known = new Map();
  for (const [attributes, table] of tables) {
    for (const [name, attribute] of Object.entries(attributes)) {
      const { values } = attribute;
      if (values === undefined || known.has(attribute)) continue;
      const key = values.join();
      if (!listed.has(key)) listed.set(key, { name: `name-${table}-${name}`, values });
      known.set(attribute, listed.get(key).name);
    }
  }
  return { of: (attribute) => known.get(attribute) ?? attribute.type, listed };
}

const ref = (name) => ({ $ref: `#/$defs/${name}` });
const oneOf = (...branches) => ({ anyOf: branches });
const text = { type: 'string', minLength: 1 };
const conditionName = (table) => `on-${table}`;

const LITERALS = {
  truth: { type: 'boolean' },
  name: text,
  number: { type: 'number' },
  duration: { type: 'string', format: 'duration' },
  date: { type: 'string', format: 'date' },
};

function only(properties, required) {
  return {
    type: 'object',
    additionalProperties: false,
    minProperties: 1,
    properties,
    ...(required && { required }),
  };
}

/** Definitions of what values are compared with. */
const OPERANDS = {
  param: { ...only({ param: text }, ['param']), description: 'A parameter of the rule, by its name.' },
  attribute: {
    ...only({ attribute: text }, ['attribute']),
    description: 'What stands at the end of another path of the same fact.',
  },
  path: { ...text, description: 'Another path of the same fact.' },
  ...Object.fromEntries(
    ['number', 'duration', 'date'].map((type) => [
      `bound-${type}`,
      oneOf(LITERALS[type], ref('param'), ref('attribute')),
    ]),
  ),
};

/** What stands behind an operator on single values. */
const VALUE_OPERANDS = {
  'one-of': ({ name }) => ref(`${name}-list`),
  'is-a': ({ name }) => ref(`${name}-list`),
  matches: () => text,
  'at-most': ({ type }) => ref(`bound-${type}`),
  'at-least': ({ type }) => ref(`bound-${type}`),
  below: ({ type }) => ref(`bound-${type}`),
  above: ({ type }) => ref(`bound-${type}`),
  'within-last': () => oneOf(LITERALS.duration, ref('param')),
  'within-next': () => oneOf(LITERALS.duration, ref('param')),
  'same-as': () => ref('path'),
  where: ({ type }) => ref(conditionName(type)),
  not: (shape) => elementTest(shape),
};

/** What stands behind an operator on all values of a path. */
const PATH_OPERANDS = {
  stated: () => LITERALS.truth,
  some: (shape) => elementTest(shape),
  every: (shape) => elementTest(shape),
  none: (shape) => elementTest(shape),
  not: (shape) => elementTest(shape),
  count: (_, { ORDERS }) => oneOf(LITERALS.number, only(boundsOf(ORDERS))),
  // Sums are of data alone.
  total: ({ type }, { ORDERS }) =>
    type === 'data'
      ? only(
          { of: { enum: ['records', 'subjects'] }, where: ref(conditionName(type)), ...boundsOf(ORDERS) },
          ['of'],
        )
      : undefined,
  'subset-of': () => ref('path'),
  intersects: () => ref('path'),
};

function boundsOf(orders) {
  return Object.fromEntries(orders.map((order) => [order, ref('bound-number')]));
}

/** A test of single values; of things also a condition on each. */
function elementTest({ name, isThing }) {
  return ref(isThing ? `${name}-each` : `${name}-value`);
}

/** Definitions for each type: tests of all that stands at the end of a path, tests of one value, and what these need. */
function testDefs({ listed }, vocabulary) {
  const { THINGS, VALUE_OPERATORS, PATH_OPERATORS } = vocabulary;
  const shapes = [
    ...Object.keys(LITERALS).map((type) => ({ name: type, type, literal: LITERALS[type] })),
    ...[...listed.values()].map(({ name, values }) => ({
      name,
      type: 'name',
      literal: { enum: values },
    })),
    ...Object.keys(THINGS).map((type) => ({
      name: type,
      type,
      isThing: true,
      ...(VALUE_OPERATORS['one-of'](type) && { literal: LITERALS.name }),
    })),
  ];
  return Object.fromEntries(
    shapes.flatMap((shape) => {
      const fitting = Object.keys(VALUE_OPERATORS).filter((operator) =>
        VALUE_OPERATORS[operator](shape.type),
      );
      const ofValue = operands(fitting, VALUE_OPERANDS, shape, vocabulary);
      const ofPath = operands(PATH_OPERATORS, PATH_OPERANDS, shape, vocabulary);
      const { name, type, literal, isThing } = shape;
      const literals = literal === undefined ? [] : [ref(`${name}-literal`)];
      return [
        [name, oneOf(...literals, only({ ...ofValue, ...ofPath }))],
        [`${name}-value`, oneOf(...literals, only(ofValue))],
        ...(isThing ? [[`${name}-each`, oneOf(ref(`${name}-value`), ref(conditionName(type)))]] : []),
        ...(literal === undefined ? [] : literalDefs(name, literal)),
      ];
    }),
  );
}

function literalDefs(name, literal) {
  const list = { type: 'array', minItems: 1, items: ref(`${name}-literal`) };
  return [
    [`${name}-literal`, literal],
    [`${name}-list`, oneOf(list, ref('param'))],
  ];
}

function operands(operators, table, shape, vocabulary) {
  return Object.fromEntries(
    operators.flatMap((operator) => {
      if (table[operator] === undefined)
        throw new Error(`conditions.mjs does not say what stands behind ${operator}`);
      const operand = table[operator](shape, vocabulary);
      return operand === undefined ? [] : [[operator, operand]];
    }),
  );
}

/** For each attribute that leads to a thing, what can be asked of that; and what stands further down. */
function stepDefs(tables, shapes, { THINGS }) {
  const steps = [...tables.keys()].flatMap((attributes) => thingAttributes(attributes, THINGS));
  const further = Object.fromEntries(
    steps.map(([name, { type }]) => [
      stepName(name, type),
      {
        properties: Object.fromEntries(
          Object.entries(THINGS[type]).map(([next, attribute]) => [
            `${name}.${next}`,
            ref(shapes.of(attribute)),
          ]),
        ),
      },
    ]),
  );
  const leading = grouped(steps, ([, { type }]) => type);
  const paths = [...leading].map(([type, names]) => [
    `path-${type}`,
    { pattern: `^${alternatives(names.map(([name]) => name))}\\.${restPattern(type, THINGS)}$` },
  ]);
  return { ...further, ...Object.fromEntries(paths), walked: walkedDef(tables, shapes) };
}

function thingAttributes(attributes, THINGS) {
  return Object.entries(attributes).filter(([, { type }]) => Object.hasOwn(THINGS, type));
}

function stepName(name, type) {
  return `via-${name}-${type}`;
}

/** How a path goes on from a thing: exact for two steps, open after that. */
function restPattern(type, THINGS) {
  const byType = grouped(thingAttributes(THINGS[type], THINGS), ([, attribute]) => attribute.type);
  const below = [...byType].map(([next, steps]) => {
    const open = thingAttributes(THINGS[next], THINGS).map(([name]) => name);
    const ends = [
      alternatives(Object.keys(THINGS[next])),
      ...(open.length === 0 ? [] : [`${alternatives(open)}\\..+`]),
    ];
    return `${alternatives(steps.map(([name]) => name))}\\.(?:${ends.join('|')})`;
  });
  return `(?:${[alternatives(Object.keys(THINGS[type])), ...below].join('|')})`;
}

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function alternatives(words) {
  return `(?:${[...new Set(words)].map((word) => word.replaceAll('.', '\\.')).join('|')})`;
}

/** What stands at the end of a long path, by its last word, which can have several types. */
function walkedDef(tables, shapes) {
  const types = new Map();
  for (const attributes of tables.keys()) {
    for (const [name, attribute] of Object.entries(attributes)) {
      const word = name.slice(name.lastIndexOf('.') + 1);
      types.set(word, (types.get(word) ?? new Set()).add(baseOf(shapes.of(attribute), attribute)));
    }
  }
  const byTypes = grouped([...types.keys()], (word) => [...types.get(word)].sort().join());
  return {
    patternProperties: Object.fromEntries(
      [...byTypes].map(([key, words]) => {
        const tests = key.split(',').map(ref);
        return [`\\.${alternatives(words)}$`, tests.length === 1 ? tests[0] : oneOf(...tests)];
      }),
    ),
  };
}

function baseOf(shape, { type }) {
  return shape.startsWith('name-') ? 'name' : type;
}

/** Conditions on each kind of fact and each thing. */
function conditionDefs(tables, shapes, { KINDS, THINGS }) {
  const present = new Set(
    Object.values(KINDS).flatMap(({ presence, attributes }) => (presence ? [attributes] : [])),
  );
  return Object.fromEntries(
    [...tables].map(([attributes, table]) => [
      conditionName(table),
      conditionDef(attributes, table, shapes, THINGS, present.has(attributes)),
    ]),
  );
}

function conditionDef(attributes, table, shapes, THINGS, isPresent) {
  const self = ref(conditionName(table));
  const list = { type: 'array', minItems: 1, items: self };
  const joins = {
    all: { ...list, description: 'All of these conditions hold.' },
    any: { ...list, description: 'One of these conditions holds.' },
    not: { ...self, description: 'This condition does not hold.' },
    ...(isPresent && {
      'only-via': { ...ref('name-list'), description: 'The data would not be there without these systems.' },
    }),
  };
  const own = Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      { description: attribute.description, ...ref(shapes.of(attribute)) },
    ]),
  );
  const steps = thingAttributes(attributes, THINGS);
  const byType = grouped(steps, ([, { type }]) => type);
  return {
    type: 'object',
    minProperties: 1,
    properties: { ...joins, ...own },
    ...(steps.length > 0 && {
      allOf: [...steps.map(([name, { type }]) => ref(stepName(name, type))), ref('walked')],
    }),
    propertyNames: oneOf(
      { enum: [...Object.keys(joins), ...Object.keys(own)] },
      ...[...byType].map(([type, names]) => ({
        allOf: [{ pattern: `^${alternatives(names.map(([name]) => name))}\\.` }, ref(`path-${type}`)],
      })),
    ),
  };
}
