/** A change by somebody who wants its comparison to write to the terminal, to call people, or to look like another. */
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { folderWith, run, type Ran } from './run.ts';

const NAME =
  '@everyone fixes GH-1 #1 [a](javascript:alert`1`) ![x](https://tracker.invalid/p.png) <img src=x onerror=alert(1)> www.tracker.invalid';
const LINES = `${NAME}\n\n# Owned\n::error::owned\n\`\`\`\n| a | b |\n-->\n</details><script>alert(1)</script>\n`;
// A name of a file or folder can hold what a manifest cannot.
const PATH = `x\u001b[31m\u001b]8;;https:\u0007\u202e\u2028\n::error::owned\n# Owned\n![x](y)<b>`;
const AFTER = `after${PATH}`;
const quoted = (text: string): string => JSON.stringify(text);

const ground = (agency: string, vendor: string): string => `flowdown: 1
parties: { agency: { name: ${quoted(agency)} }, vendor: { name: ${quoted(vendor)} } }
zones: { port: { operator: agency }, office: { operator: vendor } }
data: { plates: { category: vehicle.license-plate.image, owner: agency } }
systems: { camera: { zone: port, collects: [plates]}, share: { zone: office } }
contracts: { service: { acquirer: agency, supplier: vendor } }
`;
const SENT = `flowdown: 1
authorizations: { lane: { by: agency, to: vendor, data: [plates], actions: [view], reference: ${quoted(LINES)} } }
flows: { send: { from: camera, to: share, data: [plates] } }
`;
const CONFIG = `packs: [core]
trust: { ${quoted(NAME)}: [agency], "*": [agency, vendor] }
waivers: { w: { rule: core/opaque-flow, subject: "flow:send", reason: ${quoted(LINES)}, by: agency, expires: 2026-03-01 } }
`;

const folder = (): string =>
  folderWith({
    'before/g.flow.yaml': ground('A', LINES),
    'before/flowdown.config.yaml': 'packs: [core]\n',
    [`${AFTER}/g.flow.yaml`]: ground(LINES, 'B'),
    [`${AFTER}/flowdown.config.yaml`]: CONFIG,
    [`${AFTER}/${PATH}.flow.yaml`]: SENT,
  });

const diff = (cwd: string, format: string): Promise<Ran> =>
  run(['diff', 'before', AFTER, '--at', '2026-01-15', '--format', format], { cwd });

/** Characters that a terminal obeys, or that reorder or split what is read. */
const OBEYED = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Lines that a stranger has begun. */
const OWNED = /^\s*(?:::|#+ Owned|-->|```$|<\/details><script>)/m;

async function shown(format: string): Promise<string> {
  const { code, stdout, stderr } = await diff(folder(), format);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).not.toMatch(OBEYED);
  return stdout;
}

describe.concurrent('a hostile change', () => {
  it('is text, as text', async () => {
    const text = await shown('text');
    expect(text).not.toMatch(OWNED);
    expect(text.split('\n', 1)[0]).toContain('before and afterx\\u{1b}[31m');
    // It was all there: names, paths, what was permitted, and the gate.
    for (const part of ['vendor keeps plates', 'authorizations lane: added', 'trust.@everyone', 'waivers.w'])
      expect(text).toContain(part);
  });

  it('makes no link, picture or element, and calls nobody, as Markdown', async () => {
    const comment = await shown('markdown');
    const html = new MarkdownIt({ html: true, linkify: true }).render(comment);
    expect(html).not.toMatch(/<(?:a|img|b|script|h\d)\b/);
    const searched = html.replace(/<code[^]*?<\/code>/g, ' ').replace(/<[^>]*>/g, ' ');
    expect(searched).not.toMatch(/@everyone|GH-1|#1|https?:\/\/|www\.t|javascript:/);
    expect(comment).toContain('lane');
    expect(html.match(/<details>/g)?.length).toBe(html.match(/<\/details>/g)?.length);
  });

  it('is whole, as JSON', async () => {
    const { workspaces } = JSON.parse(await shown('json')) as {
      workspaces: readonly {
        readonly folder: string;
        readonly head: { readonly name: string };
        readonly statements: readonly { readonly id: string; readonly place: { readonly file: string } }[];
        readonly entries: readonly {
          readonly id: string;
          readonly fields: readonly { readonly field: string; readonly after?: unknown }[];
        }[];
        readonly gate: readonly { readonly setting: string }[];
      }[];
    };
    const [{ folder: at, head, statements, entries, gate }] = workspaces;
    expect([at, head.name]).toEqual([AFTER, AFTER]);
    expect(statements.find(({ id }) => id === 'lane')?.place.file).toBe(`${PATH}.flow.yaml`);
    const agency = entries.find(({ id }) => id === 'agency');
    expect(agency?.fields.map(({ field, after }) => [field, after])).toEqual([['name', LINES]]);
    expect(gate.map(({ setting }) => setting)).toContain(`trust.${NAME}`);
  });

  it.each(['text', 'markdown', 'json'])('that cannot be read is told, as %s', async (format) => {
    const cwd = folderWith({
      'before/g.flow.yaml': 'flowdown: 1\n',
      [`${AFTER}/${PATH}.flow.yaml`]: `flowdown: 1\n${quoted(LINES)}: "\u001b[31m"\n`,
    });
    const { code, stdout, stderr } = await diff(cwd, format);
    expect(code).toBe(2);
    expect(stdout + stderr).not.toMatch(OBEYED);
    expect(stderr).not.toMatch(OWNED);
    expect(stderr).toContain('nothing was compared: afterx\\u{1b}[31m');
  });
});
