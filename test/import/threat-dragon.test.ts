import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, textOf } from '../docs/pages.ts';
import { importedAs, manifestAs } from './models.ts';
import { expectManifest, sampleFiles, sampleMapping } from './samples.ts';

const samples = sampleFiles('threat-dragon');
const FORMAT = 'threat-dragon';

type Fields = Record<string, unknown>;

/** A model of diagrams with these cells. */
const model = (...diagrams: readonly (readonly Fields[])[]) =>
  JSON.stringify({
    version: '2.3.0',
    summary: { title: 'T' },
    detail: { diagrams: diagrams.map((cells, id) => ({ id, title: `D${id}`, cells })) },
  });
const cell = (id: string, type: string, data: Fields = {}, more: Fields = {}): Fields => ({
  id,
  data: { type: `tm.${type}`, name: id, ...data },
  ...more,
});
const at = (x: number, y: number, width = 10, height = 10) => ({
  position: { x, y },
  size: { width, height },
});
const flow = (id: string, from: string, to: string, data: Fields = {}): Fields =>
  cell(id, 'Flow', data, { source: { cell: from }, target: { cell: to } });
const manifestOf = (text: string) => manifestAs(FORMAT, { 'x.json': text });

function troubles(text: string): string[] {
  const { problems, manifest } = importedAs(FORMAT, { 'x.json': text });
  if (problems.length > 0 && manifest !== undefined) throw new Error('a manifest in spite of problems');
  return problems.map(({ code, start, end }) => `${code}: ${text.slice(start, end)}`);
}

describe('a sample', () => {
  it.each(Object.keys(samples))('%s becomes the manifest beside it', (name) => {
    const expected = `${FORMAT}/${name.replace(/\.json$/, '')}.expected.yaml`;
    expectManifest(FORMAT, { [name]: samples[name] }, expected, sampleMapping(FORMAT));
  });

  it('is counted whole', () => {
    const { summary } = importedAs(FORMAT, { 'library.json': samples['library.json'] });
    expect(summary?.mapped.map(({ from, count, to, made }) => `${count} ${from}: ${made} ${to}`)).toEqual([
      '6 actors, processes and stores: 6 systems',
      '2 boundary boxes: 3 zones',
      '5 data flows: 5 flows',
      '2 marks of what is stored or handled: 2 data sets',
    ]);
    const dropped = summary?.dropped.map(({ field, count }) => `${field} ${count}`) ?? [];
    expect(dropped).toEqual(
      expect.arrayContaining(['trust boundary curves 1', 'data flows 1', 'summary.owner 1']),
    );
    expect(summary?.dropped.filter(({ reason }) => reason.startsWith('not a field'))).toEqual([]);
  });
});

it('docs/import/threat-dragon.md shows the manifest of its model', () => {
  const blocks = blocksOf(textOf('docs/import/threat-dragon.md'));
  const [text, manifest] = ['kiosk.json', 'kiosk.flow.yaml'].map(
    (file) => blocks.find(({ attributes }) => attributes.file === file)?.text ?? '',
  );
  const { manifest: written } = importedAs(FORMAT, { 'kiosk.json': text });
  expect(written?.replace(/^(?:#.*\n)+/, '')).toBe(manifest);
});

describe('where an element stands', () => {
  it('is the smallest box around its middle', () => {
    const { systems } = manifestOf(
      model([
        cell('inner', 'BoundaryBox', {}, at(10, 10, 50, 50)),
        cell('outer', 'BoundaryBox', {}, at(0, 0, 200, 200)),
        cell('in', 'Process', {}, at(20, 20)),
        cell('across', 'Process', {}, at(56, 20)),
        cell('edge', 'Process', {}, at(55, 20)),
        cell('out', 'Process', {}, at(300, 20)),
        cell('nowhere', 'Process'),
        cell('odd', 'Process', {}, { position: { x: 'left', y: null }, size: { width: 1, height: 1 } }),
      ]),
    );
    expect(Object.fromEntries(Object.entries(systems ?? {}).map(([id, { zone }]) => [id, zone]))).toEqual({
      in: 'inner',
      across: 'outer',
      edge: 'inner',
      out: 'no-boundary.operator-not-stated',
      nowhere: 'no-boundary.operator-not-stated',
      odd: 'no-boundary.operator-not-stated',
    });
  });

  it('is told by boxes of its own diagram, and boxes of one name are one zone', () => {
    const box = (id: string, name: string) => cell(id, 'BoundaryBox', { name }, at(0, 0, 50, 50));
    const { systems, zones } = manifestOf(
      model(
        [box('b1', 'Net'), cell('a', 'Actor', {}, at(0, 0))],
        [box('b2', 'Net'), cell('b', 'Actor', {}, at(0, 0))],
        [box('b3', ''), cell('c', 'Actor', {}, at(0, 0))],
        [box('b4', ''), cell('d', 'Actor', {}, at(0, 0))],
        [cell('e', 'Actor', {}, at(0, 0))],
      ),
    );
    expect(Object.values(systems ?? {}).map(({ zone }) => zone)).toEqual([
      'net',
      'net',
      'b3',
      'b4',
      'no-boundary.operator-not-stated',
    ]);
    expect(Object.keys(zones ?? {})).toHaveLength(4);
  });
});

describe('a flow', () => {
  const between = (data: Fields) =>
    manifestOf(model([cell('a', 'Actor'), cell('b', 'Store'), flow('f', 'a', 'b', data)])).flows?.f;

  it.each<[Fields, Fields]>([
    [{}, {}],
    [{ protocol: 'HTTP', isEncrypted: false, isPublicNetwork: false }, { channel: 'network' }],
    [{ protocol: 'tls 1.3' }, { channel: 'network', encryption: { inTransit: 'tls' } }],
    [{ protocol: 'Letter', isEncrypted: true }, { encryption: { inTransit: 'encrypted' } }],
    [{ isPublicNetwork: true }, { channel: 'network' }],
    [{ protocol: 'SMTP', isPublicNetwork: true }, { channel: 'email' }],
  ])('of %j states %j, and no data', (data, expected) => {
    expect(between(data)).toEqual({ from: 'a', to: 'b', ...expected });
  });

  it('carries what the mapping says, from where nothing brings it', () => {
    const text = model([
      cell('a', 'Actor'),
      cell('b', 'Store'),
      cell('c', 'Process'),
      flow('f', 'a', 'b'),
      flow('g', 'b', 'c'),
    ]);
    const { data, systems, flows } = manifestAs(
      FORMAT,
      { 'x.json': text },
      { data: { f: 'notes', g: 'notes' } },
    );
    expect(Object.keys(data ?? {})).toEqual(['notes']);
    expect(systems).toMatchObject({ a: { collects: ['notes'] } });
    expect(systems?.b).not.toHaveProperty('collects');
    expect(flows).toMatchObject({ f: { data: ['notes'] }, g: { data: ['notes'] } });
  });

  it('that is attached to nothing, or to a box, is counted as left out', () => {
    const text = model([
      cell('a', 'Actor'),
      cell('box', 'BoundaryBox', {}, at(0, 0)),
      { ...flow('f', 'a', 'a'), source: { x: 1, y: 2 } },
      flow('g', 'a', 'box'),
      { id: 'h', shape: 'flow' },
    ]);
    const { summary } = importedAs(FORMAT, { 'x.json': text });
    expect(summary?.dropped).toContainEqual(expect.objectContaining({ field: 'data flows', count: 3 }));
    expect(manifestOf(text).flows).toBeUndefined();
  });
});

describe('problems, each at its place', () => {
  it.each<[string, string, readonly string[]]>([
    ['nothing', '', ['not-a-model: ']],
    ['a list', '[]', ['not-a-model: ']],
    ['another format', '{ "otmVersion": "0.2.0" }', ['not-a-model: ']],
    ['version 1', '{ "version": "1.6.1", "summary": {}, "detail": {} }', ['not-a-model: "1.6.1"']],
    [
      'version 1 without a number',
      '{ "summary": {}, "detail": { "diagrams": [{ "diagramJson": { "cells": [] } }] } }',
      ['not-a-model: '],
    ],
    ['a version to come', '{ "version": "3.0", "detail": {} }', ['not-a-model: "3.0"']],
    ['no detail', '{ "version": "2.0" }', ['not-a-model: "2.0"']],
    ['cut off', model([cell('a', 'Actor')]).slice(0, -4), ['json-syntax: ']],
    ['cells of another form', model([]).replace('"cells":[]', '"cells":{"a":1}'), ['wrong-type: {"a":1}']],
    ['no id', model([{ shape: 'actor' }]), ['missing-field: ']],
    ['an id twice in a diagram', model([cell('a', 'Actor'), cell('a', 'Store')]), ['duplicate-id: "a"']],
    ['a flow from nothing', model([cell('a', 'Actor'), flow('f', 'b', 'a')]), ['unknown-reference: "b"']],
  ])('%s', (_, text, expected) => {
    expect(troubles(text)).toEqual(expected);
  });

  it('tells what to do with version 1', () => {
    const text = '{ "version": "1.6.1", "summary": {}, "detail": {} }';
    const { problems } = importedAs(FORMAT, { 'x.json': text });
    expect(problems[0]?.values).toMatchObject({ remedy: expect.stringContaining('save it there') });
  });

  it('a cell of two files is defined twice; a diagram that was copied in its file is not', () => {
    const one = model([cell('a', 'Actor')]);
    const { problems } = importedAs(FORMAT, { 'a.json': one, 'b.json': one });
    expect(problems).toMatchObject([
      { code: 'defined-twice', file: 'b.json', related: [{ file: 'a.json' }] },
    ]);
    expect(Object.keys(manifestOf(model([cell('a', 'Actor')], [cell('a', 'Actor')])).systems ?? {})).toEqual([
      'a',
      'a-2',
    ]);
  });
});

describe('whatever a model holds', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const loose = fc.dictionary(
    fc.constantFrom('id', 'shape', 'data', 'source', 'target', 'position', 'size'),
    value,
  );

  it('any cells end in a manifest or in problems', () => {
    fc.assert(
      fc.property(fc.array(loose, { maxLength: 4 }), (cells) => {
        const { manifest, problems } = importedAs(FORMAT, { 'x.json': model(cells) });
        expect(manifest === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 300 },
    );
  });

  it('an unrelated element changes nothing else, and nothing is authorized', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z ]{1,6}[a-z]$/), {
      minLength: 2,
      maxLength: 6,
      selector: (name) => name.trim().toLowerCase().replaceAll(' ', ''),
    });
    fc.assert(
      fc.property(
        names,
        fc.array(fc.tuple(fc.nat(9), fc.nat(9), fc.boolean()), { maxLength: 6 }),
        (all, ends) => {
          const elements = all.map((name, index) =>
            cell(
              `e${index}`,
              index % 2 === 0 ? 'Store' : 'Process',
              { name, storesCredentials: index === 0 },
              at(index, 0),
            ),
          );
          const flows = ends.map(([from, to, isBidirectional], index) =>
            flow(`f${index}`, `e${from % all.length}`, `e${to % all.length}`, { isBidirectional }),
          );
          const before = manifestOf(model([...elements, ...flows]));
          const text = model([cell('zz', 'Actor', { name: 'zz new one' }), ...elements, ...flows]);
          const after = manifestOf(text);
          expect(after).toEqual({
            ...before,
            systems: { ...before.systems, 'zz-new-one': { zone: 'no-boundary.operator-not-stated' } },
          });
          expect(after.authorizations).toBeUndefined();
          const again = importedAs(FORMAT, { 'x.json': text }).manifest;
          expect(importedAs(FORMAT, { 'x.json': text }).manifest).toBe(again);
        },
      ),
      { numRuns: 150 },
    );
  });
});
