import { grown } from './grown.ts';

// A document has fewer maps than this; the same again is left to number them.
const ENOUGH = 2 ** 30;

/**
 * Which keys a map has had already: for each depth, and each text by its number, the last map that had it as a key
 * there. Of the maps at one depth only one is open at a time.
 *
 * Marks last as long as the texts do, so that a file costs what it holds, and not what all files before it held.
 */
export class KeyMarks {
  private readonly lastMaps: Int32Array[] = [];
  private maps = 0;

  /** Begins a document. */
  begin(): void {
    if (this.maps < ENOUGH) return;
    for (const lastMap of this.lastMaps) lastMap.fill(0);
    this.maps = 0;
  }

  /** A number for a map. */
  newMap(): number {
    return ++this.maps;
  }

  /** Marks that a map at a depth has a text as a key; false where it has it already. */
  mark(depth: number, map: number, text: number): boolean {
    while (depth >= this.lastMaps.length) this.lastMaps.push(new Int32Array(256));
    let lastMap = this.lastMaps[depth];
    if (text >= lastMap.length) {
      lastMap = this.lastMaps[depth] = grown(lastMap, Math.max(text + 1, lastMap.length * 2));
    }
    if (lastMap[text] === map) return false;
    lastMap[text] = map;
    return true;
  }
}
