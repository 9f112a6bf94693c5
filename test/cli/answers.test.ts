import { describe, expect, it } from 'vitest';
import { folderWith, ROOT, run, type Ran } from './run.ts';

const EXAMPLE = 'examples/border-pilot';
const AUTUMN = ['--at', '2018-10-01'];
const SUMMER = ['--at', '2019-06-01'];
const SUPPLIER = `${EXAMPLE}/suppliers/reader-supplier.flow.yaml`;

const inExample = (...args: string[]): Promise<Ran> => run(args, { cwd: ROOT });

/** A value of JSON as far as these tests look at it. */
type Json = Record<string, unknown>;

async function json(...args: string[]): Promise<Json> {
  const { stdout, stderr, code } = await inExample(...args, '--format', 'json');
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return JSON.parse(stdout) as Json;
}

/** Text with line breaks and indents taken out, so that a sentence can be found. */
function flat({ stdout }: Ran): string {
  return stdout.replace(/\s+/g, ' ');
}

describe.concurrent('why', () => {
  it('tells the way to a share, and what nobody permitted', async () => {
    const ran = await inExample('why', 'traveler-faces', 'vendor-share', EXAMPLE, ...AUTUMN);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const text = flat(ran);
    expect(text).toContain('It came there in 4 steps; step 3 is the first that is not authorized.');
    expect(text).toContain('3 flow copy-to-drive took traveler-faces from pilot-server to usb-drive');
    expect(text).toContain('days 2018-08-15 to 2019-01-15');
    expect(text).toContain('agency has not permitted reader-supplier to hold traveler-faces there');
    expect(text).toContain('closest: authorization lane-maintenance fails action (it permits to maintain)');
    expect(text).toContain(`stated in ${SUPPLIER}:72:3`);
  });

  it('tells the way that every owner allowed, with the authorization that allows it', async () => {
    const ran = await inExample('why', 'toll-images', 'vendor-share', EXAMPLE, ...SUMMER);
    const text = flat(ran);
    expect(text).toContain('every step is authorized');
    expect(text).toContain('2018-01-08 to 2018-12-31 (over)');
    expect(text).toContain(
      `reader-supplier may hold toll-images there, by authorization toll-demonstration: toll-authority permits reader-supplier, 2018-01-08 to 2019-12-31, agreement on a demonstration (placeholder) (${EXAMPLE}/customers/toll-authority.flow.yaml:76:3)`,
    );
  });

  it('gives the same facts as JSON', async () => {
    const answer = await json('why', 'match-scores', 'evaluation-bench', EXAMPLE, ...SUMMER);
    expect(answer).toMatchObject({
      version: 1,
      folder: EXAMPLE,
      at: '2019-06-01',
      held: 'yes',
      owners: ['agency'],
      keepers: ['agency', 'prime'],
      arrivals: [{ kind: 'produce', authorized: 'true' }],
    });
    expect(answer.way).toMatchObject([
      { kind: 'collect', system: 'lane-camera', subject: 'traveler-faces' },
      { flow: 'capture' },
      { flow: 'offline-handover' },
      {
        flow: 'evaluation-load',
        permissions: [
          { owner: 'agency', keeper: 'agency', chain: [] },
          { keeper: 'prime', chain: [{ authorization: 'pilot-evaluation', place: { line: 54 } }] },
        ],
      },
      { kind: 'produce', permissions: [{ action: 'derive' }, { action: 'derive' }] },
    ]);
  });

  it('tells a view from a copy, and what is not there', async () => {
    const view = flat(await inExample('why', 'match-scores', 'review-desk', EXAMPLE, ...SUMMER));
    expect(view).toContain('It is shown there, and no copy stays.');
    expect(view).toContain('flow score-review shows match-scores of evaluation-store on review-desk');
    const absent = await inExample('why', 'plates', 'usb-drive', EXAMPLE, '--at', '2018-06-15');
    expect(absent.code).toBe(0);
    expect(flat(absent)).toContain('usb-drive does not hold plates');
  });

  it('tells a chain of two links, and what may be there', async () => {
    const cwd = folderWith({
      'a.flow.yaml': `flowdown: 1
parties: { agency: {}, prime: {}, sub: {} }
zones: { port: { operator: agency }, lab: { operator: sub } }
data: { plates: { category: vehicle, owner: agency } }
systems: { camera: { zone: port, collects: [plates] }, bench: { zone: lab }, attic: { zone: lab } }
flows: { send: { from: camera, to: bench, data: [plates] }, store: { from: bench, to: attic } }
authorizations:
  by-owner: { by: agency, to: prime, data: [plates], actions: [hold], delegable: 1 }
  passed-on: { by: prime, to: sub, data: [plates], actions: [hold] }
`,
    });
    const text = flat(await run(['why', 'plates', 'bench'], { cwd }));
    expect(text).toContain('sub may hold plates there, by a chain of 2, each under the one before:');
    expect(text).toContain(
      '1. authorization by-owner: agency permits prime, always (no period is stated), may be passed on 1 time (a.flow.yaml:8:3)',
    );
    expect(text).toContain('2. authorization passed-on: prime permits sub');
    const maybe = flat(await run(['why', 'plates', 'attic', '.', ...SUMMER], { cwd }));
    expect(maybe).toContain('It is open whether attic holds plates');
    expect(maybe).toContain('stating flows.store.data would settle it');
  });
});

describe.concurrent('exposure', () => {
  it('sums what would be lost, and says who must be told how soon', async () => {
    const ran = await inExample('exposure', 'vendor-network', EXAMPLE, ...AUTUMN);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const text = flat(ran);
    expect(text).toContain('At least 295,000 records and 103,000 person-records');
    expect(text).toContain('one person may be counted more than once');
    expect(text).toContain('It can be more: plates states no number of people.');
    expect(text).toContain('agency must know of an incident at reader-supplier within 3 days and 1 hour');
    expect(text).toContain('reader-supplier tells toll-authority within 1 hour (contract toll-trial;');
    expect(text).toContain('lane-service: reader-supplier reaches lane-camera and pilot-server');
  });

  it('says which numbers are missing, of what', async () => {
    const cwd = folderWith({
      'a.flow.yaml': `flowdown: 1
parties: { town: {}, county: {}, operator: {} }
zones: { road: { operator: operator } }
data:
  plates: { category: vehicle, owner: town, records: 5000 }
  tolls: { category: vehicle, owner: county }
systems: { camera: { zone: road, collects: [plates, tolls] } }
`,
    });
    const text = flat(await run(['exposure', 'road', ...SUMMER], { cwd }));
    expect(text).toContain('At least 5,000 records');
    expect(text).toContain(
      'It can be more: plates states no number of people; tolls states no number of records and people.',
    );
  });

  it('looks at a lane, and at where its pictures went', async () => {
    const answer = await json('exposure', 'zone:port-lane', EXAMPLE, ...SUMMER);
    expect(answer).toMatchObject({
      scope: { kind: 'zone', id: 'port-lane' },
      sums: { records: 184000, subjects: 100000, lowerBound: true },
      accessInto: [{ access: 'lane-service', party: 'reader-supplier' }],
      keeperless: [],
    });
    expect((answer.elsewhere as Json[]).map(({ system }) => system)).toEqual([
      'crossing-records',
      'evaluation-bench',
      'evaluation-store',
      'vendor-share',
    ]);
    expect((answer.waysOut as Json[]).map(({ flow }) => flow)).toEqual(['offline-handover', 'plate-reads']);
  });

  it('has nothing to sum where nothing is kept', async () => {
    const { stdout, code } = await inExample('exposure', 'prime', EXAMPLE, ...AUTUMN);
    expect(code).toBe(0);
    expect(stdout).toContain('no data lies there');
    expect(stdout).not.toContain('records');
  });
});

describe.concurrent('incident', () => {
  it('is a checklist in the order of time', async () => {
    const ran = await inExample(
      'incident',
      'party:reader-supplier',
      EXAMPLE,
      '--discovered',
      '2019-05-24T09:30Z',
    );
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const text = flat(ran);
    expect(text).toContain('discovered 2019-05-24 09:30 UTC what is stated as of 2019-05-24');
    const order = [
      'At once: take out of service',
      '[ ] vendor-share: store in the zone vendor-network',
      '[ ] lane-service: reader-supplier reaches',
      '[ ] toll-demonstration: toll-authority permits reader-supplier to hold toll-images',
      '[ ] by 2019-05-24 10:30 UTC: reader-supplier tells toll-authority',
      '[ ] by 2019-05-27 09:30 UTC: reader-supplier tells prime',
      '[ ] by 2019-05-27 10:30 UTC: prime tells agency',
      'Whose data is there',
    ].map((part) => text.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('takes the day for the time, and the time for the day', async () => {
    expect(await json('incident', 'usb-drive', EXAMPLE, ...AUTUMN)).toMatchObject({
      at: '2018-10-01',
      discovered: '2018-10-01T00:00Z',
    });
    expect(
      await json('incident', 'usb-drive', EXAMPLE, '--discovered', '2019-05-24', ...AUTUMN),
    ).toMatchObject({ at: '2018-10-01', discovered: '2019-05-24T00:00Z' });
  });

  const CONTRACTS = `flowdown: 1
parties: { agency: {}, town: {}, prime: {}, sub: {} }
zones: { port: { operator: agency }, office: { operator: sub } }
data: { plates: { category: vehicle, owner: agency }, tolls: { category: vehicle, owner: town } }
systems: { camera: { zone: port, collects: [plates] }, share: { zone: office, collects: [tolls] } }
flows: { send: { from: camera, to: share, data: [plates] } }
contracts:
  top: { acquirer: agency, supplier: prime, incidentNotification: { within: PT1H } }
  low: { acquirer: prime, supplier: sub, under: top }
`;

  it('says loudly what no contract obliges, and what cannot be said', async () => {
    const cwd = folderWith({ 'a.flow.yaml': CONTRACTS });
    const text = flat(await run(['incident', 'share', '--discovered', '2019-06-01'], { cwd }));
    expect(text).toContain(
      'Nobody is bound to tell !! no contract obliges sub to tell town (sub supplies by low,',
    );
    expect(text).toContain(
      '[ ] CANNOT BE SAID, so at once: sub tells prime (contract low states no time for it;',
    );
    expect(text).toContain(
      '[ ] CANNOT BE SAID, since a time before it is not stated, so at once: prime tells agency within 1 hour',
    );
  });

  it('ends the way where the owner is told directly', async () => {
    const direct = CONTRACTS.replace(
      'under: top',
      'under: top, incidentNotification: { within: P1D, direct: true }',
    );
    const cwd = folderWith({ 'a.flow.yaml': direct });
    const { stdout } = await run(['incident', 'sub', '--discovered', '2019-06-01'], { cwd });
    expect(stdout).toContain('[ ] by 2019-06-02 00:00 UTC: sub tells agency within 1 day');
    expect(stdout).not.toContain('tells prime');
  });
});

describe.concurrent('questions', () => {
  it('asks a supplier in plain words, with the line to write', async () => {
    const { stdout, code } = await inExample('questions', EXAMPLE, ...SUMMER, '--party', 'reader-supplier');
    expect(code).toBe(0);
    expect(stdout).toContain('# Questions on data flows for reader-supplier, as of 2019-06-01');
    expect(stdout).toContain(
      '**How is what is stored on vendor-share encrypted? Name the method, or say `none`.**',
    );
    expect(stdout).toContain(
      `in \`${SUPPLIER}\`, line 47, below \`systems > vendor-share\`: \`encryption: { atRest: }\``,
    );
  });

  it('writes a table for a spreadsheet', async () => {
    const { stdout } = await inExample('questions', EXAMPLE, ...AUTUMN, '--format', 'csv');
    const lines = stdout.split('\r\n');
    expect(lines[0]).toBe('party,question,answer,how to answer,why,findings,field,file,line,below,write');
    expect(lines.at(-1)).toBe('');
    expect(stdout).toContain('systems.vendor-share.encryption.atRest');
  });

  it('asks what findings hang on', async () => {
    const cwd = folderWith({
      'a.flow.yaml': `flowdown: 1
parties: { clinic: {}, biller: {} }
zones: { ward: { operator: clinic }, office: { operator: biller } }
data: { invoices: { category: health, owner: clinic } }
systems: { desk: { zone: ward, collects: [invoices] }, server: { zone: office } }
flows: { export: { from: desk, to: server, data: [invoices] } }
authorizations: { order: { by: clinic, to: biller, data: [invoices], actions: [hold], channels: [email] } }
`,
    });
    const { stdout } = await run(['questions', '.', '--format', 'json', ...SUMMER], { cwd });
    const { questionnaires } = JSON.parse(stdout) as {
      questionnaires: { party: string; questions: Json[] }[];
    };
    const clinic = questionnaires.find(({ party }) => party === 'clinic');
    expect(clinic?.questions).toContainEqual(
      expect.objectContaining({
        field: 'flows.export.channel',
        question: 'How does the data of export travel from desk to server?',
        rules: expect.arrayContaining([expect.objectContaining({ rule: 'core/unauthorized-transfer' })]),
        write: 'channel:',
      }),
    );
  });

  it('says that nothing is open', async () => {
    const cwd = folderWith({ 'a.flow.yaml': 'flowdown: 1\nparties: { a: {} }\n' });
    const { stdout, code } = await run(['questions', '.', '--party', 'a', ...SUMMER], { cwd });
    expect({ stdout, code }).toEqual({
      stdout: 'There is no open question for a as of 2019-06-01.\n',
      code: 0,
    });
  });
});

describe.concurrent('questions that cannot be answered', () => {
  it.each([
    [
      ['why', 'traveler-face', 'vendor-share'],
      'there is no data set traveler-face; did you mean traveler-faces?',
    ],
    [['why', 'plates', 'vendor-shar'], 'there is no system vendor-shar; did you mean vendor-share?'],
    [
      ['exposure', 'vendor-networ'],
      'there is no zone, system or party vendor-networ; did you mean vendor-network?',
    ],
    [['exposure', 'zone:agency'], 'there is no zone agency'],
    [['incident', 'party:prim'], 'there is no party prim; did you mean prime?'],
    [['incident', 'flow:upload'], 'flow:upload begins with flow:, and wants zone:, system: or party:'],
    [
      ['incident', 'prime', EXAMPLE, '--discovered', 'yesterday'],
      '--discovered wants a day or a time in UTC',
    ],
    [['exposure', 'prime', EXAMPLE, '--at', '2019-02-30'], '--at wants an existing day'],
    [
      ['why', 'plates', 'usb-drive', EXAMPLE, '--format', 'xml'],
      'there is no format xml; the formats of why are text and json',
    ],
    [['questions', EXAMPLE, '--party', 'agenci'], 'there is no party agenci; did you mean agency?'],
    [['questions', EXAMPLE, '--format', 'text'], 'the formats of questions are markdown, csv and json'],
    [['why', 'plates', 'usb-drive', 'nowhere'], 'there is no file or folder nowhere'],
  ])('%j: %s', async (args, words) => {
    const { stdout, stderr, code } = await inExample(
      ...args,
      ...(args.includes(EXAMPLE) || args.includes('nowhere') ? [] : [EXAMPLE]),
    );
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(words);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  const SAME = `flowdown: 1
parties: { office: {} }
zones: { office: { operator: office } }
systems: { office: { zone: office, collects: [list] } }
data: { list: { category: names, owner: office } }
`;

  it('asks which of several is meant', async () => {
    const cwd = folderWith({ 'a.flow.yaml': SAME });
    const { stderr, code } = await run(['exposure', 'office'], { cwd });
    expect({ stderr, code }).toEqual({
      stderr: 'flowdown: office is ambiguous: say zone:office or system:office or party:office\n',
      code: 2,
    });
  });

  it.each([
    ['why', 'list', 'office'],
    ['exposure', 'zone:office'],
    ['incident', 'zone:office'],
    ['questions'],
  ])('%s prints no control character of a file name', async (...args) => {
    const cwd = folderWith({
      '=\u001b[31m.flow.yaml': SAME.replace('operator: office', 'operator: keeper').replace(
        '{ office: {} }',
        '{ office: {}, keeper: {} }',
      ),
    });
    const formats = args[0] === 'questions' ? ['markdown', 'csv', 'json'] : ['text', 'json'];
    for (const format of formats) {
      const { stdout, code } = await run([...args, '--format', format, ...SUMMER], { cwd });
      expect(code).toBe(0);
      expect(stdout).toContain('1b');
      expect(stdout).not.toContain('\u001b');
    }
  });

  it('paints where colour is asked for, unless it is refused', async () => {
    const cwd = folderWith({ 'a.flow.yaml': SAME });
    const env = { FORCE_COLOR: '1' };
    for (const args of [
      ['why', 'list', 'office'],
      ['exposure', 'zone:office'],
      ['incident', 'zone:office'],
    ]) {
      expect((await run(args, { cwd, env })).stdout).toContain('\u001b[1m');
      expect((await run([...args, '--no-color'], { cwd, env })).stdout).not.toContain('\u001b');
    }
  });

  it('reads the workspace first, and tells what keeps it shut', async () => {
    const cwd = folderWith({ 'a.flow.yaml': 'flowdown: 1\nflows: 3\n' });
    for (const args of [['why', 'a', 'b'], ['exposure', 'a'], ['incident', 'a'], ['questions']]) {
      const { stdout, stderr, code } = await run(args, { cwd });
      expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
      expect(stderr).toContain('cannot be read');
    }
  });
});
