import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressesIn, encryptionOf, UNKNOWN } from '../../../src/import/deployed/addresses.ts';

const hosts = (name: string, value: string): string[] =>
  addressesIn(name, value).found.map(({ host, isWeak }) => (isWeak ? `${host}?` : host));

describe('a setting leads to', () => {
  it.each([
    ['DATABASE_URL', 'postgres://user:p%40ss@db:5432/parking?sslmode=require', ['db']],
    ['URL', 'jdbc:postgresql://db.parking.svc:5432/parking', ['db.parking.svc']],
    ['MONGO', 'mongodb://a:27017,b.example.org:27017/x?replicaSet=r', ['a', 'b.example.org']],
    ['NODES', 'http://es-0.es:9200,http://es-1.es:9200', ['es-0.es', 'es-1.es']],
    ['BUCKET', 's3://plate-pictures/2024', ['s3://plate-pictures']],
    ['SIX', 'http://[2001:db8::7]:8080/', ['2001:db8::7']],
    ['KAFKA_BROKERS', 'kafka-0:9092, kafka-1:9092', ['kafka-0', 'kafka-1']],
    ['DB_HOST', 'Postgres', ['postgres']],
    ['SMTP_SERVER', 'mail.example.org', ['mail.example.org']],
    ['SMTP_SERVER', 'relay', ['relay?']],
    ['CACHE', 'redis:6379', ['redis?']],
    ['DSN', 'user:secret@tcp(mysql:3306)/town', ['mysql']],
    ['CONNECTION', 'Server=tcp:sql.example.org,1433;Database=town;', ['sql.example.org']],
    [
      'SCRIPT',
      'curl -s "https://a.example.org/x" && wget http://b.example.org',
      ['a.example.org', 'b.example.org'],
    ],
  ])('%s=%s', (name, value, expected) => {
    expect(hosts(name, value)).toEqual(expected);
  });

  it.each([
    ['LISTEN_ADDR', '0.0.0.0:8080'],
    ['CORS_ORIGIN', 'https://parking.example.com'],
    ['ALLOWED_HOSTS', 'parking.example.com'],
    ['API_URL', 'http://localhost:3000'],
    ['SOCKET', 'unix:///run/db.sock'],
    ['OPENING_TIME', '10:30'],
    ['DB_USER', 'postgres'],
    ['DB_HOST', 'false'],
    ['ASPNETCORE_URLS', 'http://*:80'],
    ['REPLY_ADDRESS', 'desk@example.com'],
    ['NOTHING', ''],
  ])('nowhere: %s=%s', (name, value) => {
    expect(addressesIn(name, value)).toEqual({ found: [], isOpen: false });
  });

  it('a host that is not known, but not where a part is unknown that names none', () => {
    expect(addressesIn('API_URL', `https://${UNKNOWN}/v1`)).toEqual({ found: [], isOpen: true });
    expect(addressesIn('DB_HOST', UNKNOWN)).toEqual({ found: [], isOpen: true });
    expect(addressesIn('DB_PASSWORD', UNKNOWN)).toEqual({ found: [], isOpen: false });
    const known = { found: [{ host: 'db', scheme: 'postgres', isWeak: false }], isOpen: false };
    expect(addressesIn('URL', `postgres://${UNKNOWN}:${UNKNOWN}@db:${UNKNOWN}/x`)).toEqual(known);
  });

  it('only hosts that can be names, whatever is in it, and in time', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[a-z:/@.,=[\]]{0,80}$/),
    );
    fc.assert(
      fc.property(text, text, (name, value) => {
        for (const { host } of addressesIn(name, value).found)
          expect(host).toMatch(/^(?:[a-z0-9]+:\/\/)?[a-z0-9_.:-]{1,260}$/);
      }),
      { numRuns: 500 },
    );
    const began = performance.now();
    for (const part of ['a', ':', '//', 'a://', '@', 'server=', ' ', '[', 'a:1,'])
      addressesIn('DB_URL', part.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

describe('a scheme', () => {
  it('says that there is encryption, that there is none, or nothing', () => {
    const words = ['https', 'amqps', 'http', 'postgres', undefined].map(encryptionOf);
    expect(words).toEqual(['https', 'amqps', 'none', undefined, undefined]);
  });
});
