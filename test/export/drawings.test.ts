import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { instance } from '@viz-js/viz';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { manifests } from '../import/csv/manifests.ts';
import { startBrowser } from '../report/browser.ts';
import { drawingOf } from '../../src/export/drawing.ts';
import { dot } from '../../src/export/dot.ts';
import { mermaid } from '../../src/export/mermaid.ts';
import { exportedAs, HOSTILE_NAMES, noFacts, textAs, workspaceWith } from './exported.ts';

const PLAIN = workspaceWith('Owner');

interface Graph {
  readonly objects?: readonly { readonly name: string; readonly label?: string; readonly shape?: string }[];
  readonly edges?: readonly { readonly label: string; readonly style?: string; readonly color?: string }[];
}

const viz = await instance();

/** The graph as Graphviz has read it. */
function graphOf(text: string): Graph {
  const { status, output, errors } = viz.render(text, { format: 'dot_json' });
  // Of letters that it has no widths for it says so.
  expect(errors.filter(({ level }) => level === 'error')).toEqual([]);
  expect(status).toBe('success');
  return JSON.parse(output ?? '') as Graph;
}

describe('dot', () => {
  it('has zones as clusters, systems by shape, flows as edges', () => {
    const { objects = [], edges = [] } = graphOf(textAs('dot', PLAIN));
    expect(objects.map(({ name, label, shape }) => [name, label, shape])).toEqual([
      ['cluster_cloud', 'cloud: Keeper, Ltd.', undefined],
      ['cluster_home', 'home: Owner', undefined],
      ['archive', '\\N', 'cylinder'],
      ['desk', '\\N', 'box'],
      ['camera', '\\N', 'house'],
    ]);
    expect(edges.map(({ label, style, color }) => [label, style, color])).toEqual([
      ['look: plates', 'dashed', undefined],
      ['nightly: plates, faces (not authorized: faces)', undefined, '#c2185b'],
    ]);
  });

  it('counts what it has no place for', () => {
    expect(exportedAs('dot', PLAIN).lost).toEqual([
      { field: 'authorizations', count: 1, reason: 'a drawing of flows has no place for it' },
    ]);
  });

  it.each(HOSTILE_NAMES)('%j is a label and nothing else', (name) => {
    const { objects = [], edges = [] } = graphOf(textAs('dot', workspaceWith(name)));
    expect(objects).toHaveLength(5);
    expect(edges).toHaveLength(2);
    const svg = viz.renderString(textAs('dot', workspaceWith(name)), { format: 'svg' });
    expect(svg).not.toMatch(/<(?:b|script|a|TABLE)[ >]/);
    expect(svg.match(/class="node"/g)).toHaveLength(3);
  });

  it('is read by Graphviz whatever a workspace holds, and is the same each time', () => {
    const facts = noFacts();
    fc.assert(
      fc.property(manifests, (manifest) => {
        const exportable = { manifest, facts, held: () => [] };
        const { text } = dot.export(exportable) as { text: string };
        expect(dot.export(exportable)).toMatchObject({ text });
        graphOf(text);
      }),
      { numRuns: 40 },
    );
  });
});

// What the tests use of a document; they have no types of browsers.
interface Drawn {
  readonly body: { innerHTML: string };
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string }>;
}

describe('mermaid', () => {
  const require = createRequire(import.meta.url);
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await startBrowser();
    page = await browser.newPage();
    await page.addScriptTag({ content: readFileSync(require.resolve('@mermaid-js/tiny'), 'utf8') });
  }, 60_000);
  afterAll(() => browser.close());

  /** The texts of what Mermaid has drawn. */
  async function drawn(text: string): Promise<string[]> {
    return page.evaluate(async (chart) => {
      const { mermaid: library } = globalThis as unknown as {
        mermaid: {
          initialize(options: object): void;
          parse(chart: string): Promise<unknown>;
          render(id: string, chart: string): Promise<{ svg: string }>;
        };
      };
      library.initialize({ startOnLoad: false, securityLevel: 'strict' });
      await library.parse(chart);
      const { svg } = await library.render('drawing', chart);
      const { document } = globalThis as unknown as { document: Drawn };
      document.body.innerHTML = svg;
      const parts = [...document.querySelectorAll('g.node, g.cluster-label, g.edgeLabel')];
      return parts.map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()).filter(Boolean);
    }, text);
  }

  it('is drawn by Mermaid', async () => {
    const texts = await drawn(textAs('mermaid', PLAIN));
    expect(texts.toSorted()).toEqual([
      'archive',
      'camera',
      'cloud: Keeper, Ltd.',
      'desk',
      'home: Owner',
      'look: plates',
      'nightly: plates, faces (not authorized: faces)',
    ]);
    expect(textAs('mermaid', PLAIN)).toContain('  linkStyle 1 stroke:#c2185b,stroke-width:3px\n');
  });

  it('takes any name for a name', async () => {
    for (const name of HOSTILE_NAMES) {
      const texts = await drawn(textAs('mermaid', workspaceWith(name)));
      expect(texts).toHaveLength(7);
      const squeezed = (text: string) => text.replace(/\s+/g, '');
      expect(texts.map(squeezed)).toContain(squeezed(`home: ${name}`));
    }
  }, 60_000);

  it('is the same each time', () => {
    const facts = noFacts();
    fc.assert(
      fc.property(manifests, (manifest) => {
        const exportable = { manifest, facts, held: () => [] };
        expect(mermaid.export(exportable)).toEqual(
          mermaid.export(structuredClone({ manifest, facts }) as never),
        );
        const { flows } = drawingOf(exportable);
        expect(flows).toHaveLength(Object.keys(manifest.flows ?? {}).length);
      }),
      { numRuns: 40 },
    );
  });
});

it('a flow that nobody can tell of is marked as such', () => {
  const text = PLAIN.replace(
    '"actions":["hold","view"]',
    '"actions":["hold","view"],"purposes":["maintenance"]',
  );
  expect(textAs('dot', text)).toContain('nightly: plates, faces (not authorized: faces)');
  const alone = text.replace('"data":["plates","faces"],"encryption"', '"data":["plates"],"encryption"');
  expect(textAs('dot', alone)).toContain('(authorized or not, nobody can tell: plates)", color="#b26a00"');
});
