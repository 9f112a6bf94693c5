/** A reader that reads a file again only where it says something else than the last time. */
import { manifestReader, type ManifestReader, type ManifestReading } from './read.ts';

/** Keeps what the files of one workspace said last; a file that has not changed costs a comparison of bytes. */
export function rememberingReader(limit?: number): ManifestReader {
  const reader = manifestReader(limit);
  const known = new Map<string, { readonly bytes: Uint8Array; readonly reading: ManifestReading }>();
  return {
    strings: reader.strings,
    read(source) {
      if (!('bytes' in source)) return reader.read(source);
      const before = known.get(source.path);
      if (before !== undefined && isEqual(before.bytes, source.bytes)) return before.reading;
      const reading = reader.read(source);
      known.set(source.path, { bytes: source.bytes, reading });
      return reading;
    },
  };
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}
