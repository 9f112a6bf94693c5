import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { manifestAs } from '../import/models.ts';
import { exportedAs, HOSTILE_NAMES, workspaceWith } from './exported.ts';

function filesOf(text: string): Record<string, string> {
  const exported = exportedAs('csv', text);
  if (!('files' in exported)) throw new Error('one file');
  return Object.fromEntries(exported.files.map(({ name, text: written }) => [name, written]));
}

const rowsOf = (text: string) => parse(text, { columns: true }) as Record<string, string>[];
const TABLES = filesOf(workspaceWith('Owner'));

describe('tables', () => {
  it('are all there, empty ones too', () => {
    const sections = 'parties contracts zones systems data flows access authorizations waivers';
    const names = `${sections} assessments disposals training holdings processing`.split(' ');
    expect(Object.keys(TABLES)).toEqual(names.map((name) => `${name}.csv`));
    expect(rowsOf(TABLES['disposals.csv'])).toEqual([]);
    expect(TABLES['disposals.csv']).toBe('system,on,data,method,certificate\r\n');
  });

  it('have the fields of entries as columns', () => {
    expect(rowsOf(TABLES['flows.csv'])[1]).toMatchObject({
      id: 'nightly',
      from: 'camera',
      data: 'plates; faces',
      'encryption.inTransit': 'TLS 1.3',
      logged: '',
    });
  });

  it('of who holds what name the authorization', () => {
    const rows = rowsOf(TABLES['holdings.csv']).map((row) => Object.values(row).join('|'));
    expect(rows).toEqual([
      'keeper|faces|biometric.face.image|owner|archive|cloud|CA|yes|no||',
      'keeper|plates|vehicle.license-plate.image|owner|archive|cloud|CA|yes|yes|may|',
      'owner|faces|biometric.face.image|owner|camera|home|US|yes|own data||maintenance',
      'owner|plates|vehicle.license-plate.image|owner|camera|home|US|yes|own data||maintenance',
    ]);
  });

  it('of processing say what Art. 30 asks, as far as it is stated', () => {
    const rows = rowsOf(TABLES['processing.csv']);
    expect(rows).toHaveLength(4);
    expect(rows.find((row) => row['data set'] === 'plates' && row['held by'] === 'Owner')).toEqual({
      'data owner (controller)': 'Owner',
      'contact of the owner': 'Owner',
      'held by': 'Owner',
      'contact of the holder': 'Owner',
      'data set': 'plates',
      'categories of data': 'vehicle.license-plate.image',
      'categories of people': '',
      'number of people': '12',
      purposes: 'maintenance',
      recipients: 'Keeper, Ltd.',
      countries: 'US',
      'recipients in other countries': 'Keeper, Ltd. (CA)',
      retention: 'P30D',
      'security measures': '',
      authorizations: '',
    });
    expect(rows.find((row) => row['data set'] === 'plates' && row['held by'] !== 'Owner')).toMatchObject({
      'security measures':
        'archive: encryption at rest AES-256; archive: access is logged; nightly: encryption in transit TLS 1.3',
      authorizations: 'may',
    });
  });

  it('are the same each time', () => expect(filesOf(workspaceWith('Owner'))).toEqual(TABLES));

  it.each(HOSTILE_NAMES)('with %j have no formula, as many cells, and come back', (name) => {
    const files = filesOf(workspaceWith(name));
    for (const text of Object.values(files)) {
      const rows = parse(text) as string[][];
      expect(rows.flat().filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    }
    const { parties, authorizations } = manifestAs('csv', files);
    expect(parties?.owner.name).toBe(name);
    expect(authorizations?.may.reference).toBe(name);
  });

  it('say what they have no place for', () => {
    const text = JSON.stringify({
      flowdown: 1,
      parties: { a: { name: 'n/a' } },
      zones: { z: { operator: 'a' } },
      systems: { s: { zone: 'z', encryption: { atRest: 'no' } } },
      data: { d: { category: 'health', owner: 'a', deidentified: {} } },
    });
    expect(exportedAs('csv', text).lost.map(({ field, reason }) => `${field}: ${reason}`)).toEqual([
      'data.*.deidentified: nothing is stated in it, and a table has columns for what is',
      'parties.*.name: in a cell it says that nothing is stated',
      'systems.*.encryption.atRest: a cell takes it for none or unknown',
    ]);
  });
});
