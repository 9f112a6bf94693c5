import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { jsonEntry, yamlEntry } from './text.mjs';

const ENCODER = new TextEncoder();

/**
 * A manifest in the making. What is added is kept as bytes by section, outside of the heap, for entries of a section stand
 * together and come region by region.
 */
export class ManifestFile {
  #sections = new Map();
  #format;
  #entries = 0;

  constructor(format) {
    this.#format = format;
  }

  /** Adds entries, pairs of id and entry, to a section. */
  add(section, entries) {
    if (entries.length === 0) return;
    const chunks = this.#sections.get(section) ?? [];
    const texts = entries.map(([id, entry]) =>
      this.#format === 'json' ? jsonEntry(id, entry) : yamlEntry(id, entry, this.#entries++),
    );
    chunks.push(ENCODER.encode(texts.join(this.#format === 'json' ? ',\n' : '')));
    this.#sections.set(section, chunks);
  }

  /** Writes the manifest. */
  async write(path) {
    const out = createWriteStream(path);
    for (const piece of this.#format === 'json' ? this.#json() : this.#yaml())
      if (!out.write(piece)) await once(out, 'drain');
    out.end();
    await once(out, 'finish');
  }

  *#yaml() {
    yield 'flowdown: 1\n';
    for (const [section, chunks] of this.#sections) {
      yield `\n${section}:\n`;
      yield* chunks;
    }
  }

  *#json() {
    yield '{\n"flowdown": 1';
    for (const [section, chunks] of this.#sections) {
      yield `,\n${JSON.stringify(section)}: {\n`;
      for (const [i, chunk] of chunks.entries()) {
        if (i > 0) yield ',\n';
        yield chunk;
      }
      yield '\n}';
    }
    yield '\n}\n';
  }
}
