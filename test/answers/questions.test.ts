import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { questionsFrom, type Question } from '../../src/answers/questions.ts';
import { patternOf, WORDINGS, wordingOf } from '../../src/answers/wordings.ts';
import { checkWorkspace } from '../../src/run/check.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { askedIn, DAY, opened } from './asked.ts';

const WORLD = `
parties: { agency: {}, vendor: { name: A vendor }, other: {} }
contracts: { deal: { acquirer: agency, supplier: vendor, terms: { auditRight: true } } }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle, owner: agency } }
systems:
  camera: { zone: port, collects: [plates] }
  share: { zone: office, encryption: { keyHolder: vendor }, ports: { removableMedia: unknown }, logging: true }
  share.encryption: { zone: office, logging: true, retention: P1D, ports: { removableMedia: blocked }, encryption: { atRest: none } }
flows: { send: { from: camera, to: share, data: [plates] }, more: { from: camera, to: share.encryption } }
access: { desk: { party: vendor, systems: [camera, share] } }
authorizations:
  hold: { by: agency, to: vendor, data: [plates], actions: [hold, view], channels: [network] }
`;

/** A finding as far as questions look at it. */
function finding(rule: string, ...unstated: string[]): Finding {
  return { rule, title: `title of ${rule}`, unstated } as unknown as Finding;
}

function questions(findings: readonly Finding[], text = WORLD, path?: string): readonly Question[] {
  const { questionnaires } = questionsFrom(askedIn(opened(text, path)), findings, undefined);
  return [
    ...new Map(questionnaires.flatMap((each) => each.questions.map((one) => [one.field, one]))).values(),
  ];
}

function questionOn(field: string): Question | undefined {
  return questions([finding('p/r', field)]).find((each) => each.field === field);
}

describe('questions', () => {
  it('come from a check, ranked by how many findings hang on them, under who can answer', () => {
    const workspace = opened(WORLD);
    const { findings } = checkWorkspace(workspace, { at: DAY });
    const { questionnaires } = questionsFrom(askedIn(workspace), findings, undefined);
    const fields = questionnaires.map(({ party, questions: asked }) => [
      party,
      asked.map(({ field }) => field),
    ]);
    expect(Object.fromEntries(fields)).toMatchObject({
      agency: expect.arrayContaining(['flows.send.channel', 'flows.more.data']),
      vendor: expect.arrayContaining([
        'access.desk.kind',
        'systems.share.encryption.atRest',
        'systems.share.ports.removableMedia',
        'systems.share.retention',
      ]),
    });
    for (const { questions: asked } of questionnaires) {
      const counts = asked.map((each) => each.findings);
      expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    }
  });

  it('leave out what an owner has accepted', () => {
    const open = questions([{ ...finding('p/r', 'flows.send.purpose'), waived: ['agreed'] }]);
    expect(open.map(({ field }) => field)).not.toContain('flows.send.purpose');
  });

  it('count findings, and name the rules that wait', () => {
    const [first] = questions([
      finding('p/a', 'flows.send.purpose'),
      finding('p/b', 'flows.send.purpose', 'flows.send.channel'),
      finding('p/b', 'flows.send.purpose'),
    ]);
    expect(first).toMatchObject({
      field: 'flows.send.purpose',
      findings: 3,
      rules: [
        { rule: 'p/b', findings: 2 },
        { rule: 'p/a', findings: 1 },
      ],
    });
  });

  it.each([
    ['parties.other.training', ['other'], ['parties', 'other'], 'training: [{ topic: , on: }]'],
    [
      'contracts.deal.incidentNotification.within',
      ['agency', 'vendor'],
      ['contracts', 'deal'],
      'incidentNotification: { within: }',
    ],
    ['contracts.deal.terms.dataReturn', ['agency', 'vendor'], ['contracts', 'deal', 'terms'], 'dataReturn:'],
    ['zones.office.country', ['vendor'], ['zones', 'office'], 'country:'],
    ['systems.share.encryption.atRest', ['vendor'], ['systems', 'share', 'encryption'], 'atRest:'],
    ['systems.share.encryption.retention', ['vendor'], ['systems', 'share.encryption'], 'retention:'],
    ['systems.camera.encryption.atRest', ['agency'], ['systems', 'camera'], 'encryption: { atRest: }'],
    ['data.plates.retention', ['agency'], ['data', 'plates'], 'retention:'],
    ['flows.send.logged', ['agency'], ['flows', 'send'], 'logged:'],
    ['access.desk.kind', ['vendor'], ['access', 'desk'], 'kind:'],
    ['authorizations.hold.period', ['agency'], ['authorizations', 'hold'], 'period: { from: , until: }'],
  ])('ask %s of %j, and say where to write it', (field, parties, under, write) => {
    expect(questionOn(field)).toMatchObject({ parties, under, write, place: { file: 'a.flow.yaml' } });
  });

  it('ask in words', () => {
    expect(questionOn('access.desk.kind')?.question).toBe(
      'What sort of access does vendor have to camera and share (desk)?',
    );
    expect(questionOn('contracts.deal.incidentNotification.within')?.question).toBe(
      'How soon after an incident is discovered must vendor tell agency, by the contract deal?',
    );
  });

  it('ask for fields that nobody foresaw, and of entries that are not there', () => {
    expect(questionOn('systems.share.colour.of.paint')).toMatchObject({
      question: 'What is to be stated as `colour.of.paint` of share?',
      parties: ['vendor'],
      write: 'colour: { of: { paint: } }',
    });
    expect(questionOn('systems.nowhere.retention')).toMatchObject({ parties: [] });
    expect(questionOn('weather.today')).toMatchObject({ parties: [], under: ['weather', 'today'] });
  });

  it('are written in JSON for a file of JSON', () => {
    const text = JSON.stringify({
      flowdown: 1,
      parties: { a: {} },
      zones: { z: { operator: 'a' } },
      systems: { s: { zone: 'z' } },
    });
    const [question] = questions([finding('p/r', 'systems.s.encryption.atRest')], text, 'a.flow.json');
    expect(question.write).toBe('"encryption": { "atRest": }');
  });

  it('are there for one party alone, or not at all', () => {
    const asked = askedIn(opened(WORLD));
    expect(questionsFrom(asked, [], 'vendor').questionnaires.map(({ party }) => party)).toEqual(['vendor']);
    expect(questionsFrom(asked, [], 'other')).toMatchObject({
      party: 'other',
      fields: 0,
      questionnaires: [],
    });
  });
});

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** Fields that need not be stated, with `*` for ids and list items. */
function optionalFields(schema: Schema, path: string): string[] {
  const { properties = {}, required = [], items, anyOf = [], additionalProperties } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, field]) => [
      ...(required.includes(name) ? [] : [`${path}${name}`]),
      ...optionalFields(field, `${path}${name}.`),
    ]),
    ...(typeof additionalProperties === 'object' ? optionalFields(additionalProperties, `${path}*.`) : []),
    ...(items === undefined ? [] : optionalFields(items, `${path}*.`)),
    ...anyOf.flatMap((each) => optionalFields(each, path)),
  ];
}

/** Fields that nobody is asked for, each with the reason. */
const UNASKED: readonly (readonly [RegExp, string])[] = [
  [/^[^.]+$/, 'a section: what is not declared cannot be asked for by its id'],
  [/^taxonomy\./, 'names are for whoever runs the check to add'],
];

describe('wordings', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../schema/manifest.schema.json', import.meta.url), 'utf8'),
  ) as Schema;
  const fields = [...new Set(optionalFields(schema, ''))];

  it('are there for every field that need not be stated', () => {
    expect(fields.length).toBeGreaterThan(90);
    const asked = fields.filter((field) => !UNASKED.some(([pattern]) => pattern.test(field)));
    expect(asked.filter((field) => !Object.hasOwn(WORDINGS, field))).toEqual([]);
  });

  it('are there for no other field', () => {
    expect(Object.keys(WORDINGS).filter((field) => !fields.includes(field))).toEqual([]);
  });

  it.each(Object.entries(WORDINGS))('%s is a question with an answer', (field, { ask, answer }) => {
    expect(ask).toMatch(/^[A-Z].*\?( [A-Z].*\.)?$/);
    expect(ask).toContain('{id}');
    expect(answer).not.toBe('');
    const known: Record<string, string[]> = {
      contracts: ['acquirer', 'supplier'],
      systems: ['zone'],
      flows: ['from', 'to'],
      access: ['party', 'systems'],
      authorizations: ['by', 'to'],
      waivers: ['by'],
    };
    const words = [...ask.matchAll(/\{(\w+)\}/g)].map(([, word]) => word);
    expect(words.filter((word) => word !== 'id' && !known[field.split('.')[0]]?.includes(word))).toEqual([]);
  });

  it('do not count the places of list items', () => {
    expect(patternOf('systems', ['disposals', '0', 'method'])).toBe('systems.*.disposals.*.method');
    expect(patternOf('systems', ['disposals[2]', 'method'])).toBe('systems.*.disposals.*.method');
    expect(wordingOf('systems', ['disposals', '7', 'method']).ask).toBe(
      'How was the data on {id} destroyed?',
    );
  });
});
