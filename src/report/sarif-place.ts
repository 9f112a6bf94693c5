/** Places in files -> SARIF locations. */
import { linesOf, type Lines } from '../manifest/lines.ts';
import { resolvePath } from '../manifest/paths.ts';

/** Base of relative URIs; on GitHub it is the root of the repository. */
export const SOURCE_ROOT = 'SRCROOT';

/** A place in a file of the workspace: UTF-16 offsets. */
interface Spanned {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** Makes the locations of one workspace. */
export interface Placer {
  /** A location; without a place the beginning of the file that stands for the workspace. */
  location(place?: Spanned, more?: object): object;
}

/** The locations of a workspace whose files lie below `prefix`; lines are counted once for each file. */
export function placer({
  prefix,
  home,
  textOf,
}: {
  readonly prefix: string;
  readonly home: string;
  textOf(path: string): string | undefined;
}): Placer {
  const known = new Map<string, Lines>();
  const linesIn = (file: string): Lines => {
    const lines = known.get(file) ?? linesOf(textOf(file) ?? '');
    known.set(file, lines);
    return lines;
  };
  return {
    location({ file, start, end } = { file: home, start: 0, end: 0 }, more = {}) {
      const lines = linesIn(file);
      const from = lines.at(start);
      const to = lines.at(end);
      return {
        physicalLocation: {
          artifactLocation: artifactAt(resolvePath('', prefix + file)),
          region: { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column },
        },
        ...more,
      };
    },
  };
}

/** A path as a relative URI. What lies outside of the working folder lies outside of its base, too. */
function artifactAt(path: string): object {
  const uri = path.split('/').map(encodeSegment).join('/');
  return path.startsWith('../') ? { uri } : { uri, uriBaseId: SOURCE_ROOT };
}

/** Half a surrogate pair, which a file name may hold, has no encoding. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd'));
}
