/** Places in files -> SARIF locations. */
import type { Reported } from './reporter.ts';
import { spotter, type Spanned } from './spots.ts';

/** Base of relative URIs; on GitHub it is the root of the repository. */
export const SOURCE_ROOT = 'SRCROOT';

/** Makes the locations of one workspace. */
export interface Placer {
  /** A location; without a place the beginning of the file that stands for the workspace. */
  location(place?: Spanned, more?: object): object;
}

/** The locations of a workspace whose files lie below `prefix`. */
export function placer(workspace: Pick<Reported, 'prefix' | 'home' | 'linesOf'>): Placer {
  const spotOf = spotter(workspace);
  return {
    location(place, more = {}) {
      const { path, line, column, endLine, endColumn } = spotOf(place);
      return {
        physicalLocation: {
          artifactLocation: artifactAt(path),
          region: { startLine: line, startColumn: column, endLine, endColumn },
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
