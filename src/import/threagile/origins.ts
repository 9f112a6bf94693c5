/** Where the parts of a model stand. */
import type { Span } from '../../manifest/locate.ts';
import type { Origin } from '../draft.ts';

export interface Origins {
  at(place: string, span: Span): Origin;
}

export function originsIn(file: string): Origins {
  return { at: (place, span) => ({ file, place, span }) };
}
