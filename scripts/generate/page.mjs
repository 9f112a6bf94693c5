import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';

const FOLDER = 'src/report/html';

/**
 * The style and the script of the HTML report as texts, each with the hash by which the policy of the page lets it in: the
 * report is made where there is no cryptography, and the policy has to fit the text to the byte.
 */
export async function pageModule(root) {
  const [style, script] = await Promise.all(['css', 'js'].map((kind) => smallest(root, kind)));
  const values = {
    pageStyle: style,
    styleHash: hashOf(style),
    pageScript: script,
    scriptHash: hashOf(script),
  };
  return Object.entries(values)
    .map(([name, text]) => `export const ${name} = ${JSON.stringify(text)};\n`)
    .join('');
}

export function pageTypes() {
  return ['pageStyle', 'styleHash', 'pageScript', 'scriptHash']
    .map((name) => `export declare const ${name}: string;\n`)
    .join('');
}

async function smallest(root, kind) {
  const source = await readFile(join(root, FOLDER, `page.${kind}`), 'utf8');
  const options = kind === 'js' ? { format: 'iife', target: 'es2020' } : {};
  const { code } = await transform(source, { loader: kind, minify: true, charset: 'ascii', ...options });
  const text = code.trim();
  // A part is read as ASCII, and nothing in it may end the element that it stands in.
  if (/[^\n -~]|<\//.test(text)) throw new Error(`${FOLDER}/page.${kind} has characters that it cannot have`);
  return text;
}

function hashOf(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
