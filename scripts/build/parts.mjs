import { mkdir, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const NAMESPACE = 'apart';

/**
 * Parts of the program that an ordinary check does not need, or of which it needs few: each becomes a file of its own in
 * `folder`, beside the program, and an import of it costs nothing until something that it exports is asked for.
 *
 * Code (a pattern of paths) becomes a CommonJS module, built with `options`. A module that exports texts alone, or texts
 * by their names, becomes those texts, which are read as they are.
 */
export function apart({ folder, code, texts, options }) {
  return {
    name: NAMESPACE,
    setup(program) {
      program.onResolve({ filter: /./ }, async ({ path, pluginData, ...around }) => {
        if (pluginData === NAMESPACE) return undefined;
        const found = await program.resolve(path, { ...around, namespace: 'file', pluginData: NAMESPACE });
        const isApart = code.test(found.path) || texts.test(found.path);
        return isApart && around.namespace !== NAMESPACE
          ? { path: found.path, namespace: NAMESPACE }
          : undefined;
      });
      program.onLoad({ filter: code, namespace: NAMESPACE }, ({ path }) => codeStub(path, folder, options));
      program.onLoad({ filter: texts, namespace: NAMESPACE }, ({ path }) => textStub(path, folder));
    },
  };
}

/** Writes code as a part, and gives what stands for it in the program. */
async function codeStub(path, folder, options) {
  const [, library] = /\/node_modules\/([^/]+)\//.exec(path) ?? [];
  const file = `${library ?? basename(path, extname(path))}.js`;
  await build({ ...options, entryPoints: [path], outfile: join(folder, file) });
  const names = await exportedNames(path, options);
  // esbuild asks a CommonJS module for a name each time that it is used, so that a getter is asked no sooner.
  const part = `(part ??= require(__dirname + ${JSON.stringify(`/${basename(folder)}/${file}`)}))`;
  return {
    contents: ['let part;', ...names.map((name) => getter('exports', name, `${part}.${name}`))].join('\n'),
  };
}

/** Writes texts as parts, and gives what stands for them in the program. */
async function textStub(path, folder) {
  const lines = ["const { readFileSync } = require('node:fs');"];
  const add = async (target, key, text, name) => {
    const file = `${name}.json`;
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, file), ascii(text));
    const place = JSON.stringify(`/${basename(folder)}/${file}`);
    lines.push(getter(target, key, `readFileSync(__dirname + ${place}, 'latin1')`));
  };
  for (const [key, value] of Object.entries(await exportsOf(path))) {
    if (typeof value === 'string') await add('exports', key, value, key);
    else {
      lines.push(`exports.${key} = {};`);
      for (const [name, text] of Object.entries(value))
        await add(`exports.${key}`, name, text, `${key}.${name}`);
    }
  }
  return { contents: lines.join('\n') };
}

/** The names that a module exports, which may be TypeScript. */
async function exportedNames(path, options) {
  const outfile = 'names.js';
  const { metafile } = await build({
    ...options,
    entryPoints: [path],
    outfile,
    format: 'esm',
    write: false,
    metafile: true,
  });
  const [{ exports }] = Object.values(metafile.outputs);
  return exports;
}

function exportsOf(path) {
  return import(pathToFileURL(path).href);
}

function getter(target, name, expression) {
  return `Object.defineProperty(${target}, ${JSON.stringify(name)}, { enumerable: true, get: () => ${expression} });`;
}

/** JSON in nothing but ASCII: its bytes are its characters, which is the quickest to read and to parse. */
function ascii(json) {
  return json.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
