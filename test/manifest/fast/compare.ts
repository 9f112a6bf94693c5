import { withoutMark } from '../../../src/manifest/fast/bytes.ts';
import { tapeOfJson } from '../../../src/manifest/fast/json.ts';
import { Strings } from '../../../src/manifest/fast/strings.ts';
import { replay, type Tape } from '../../../src/manifest/fast/tape.ts';
import { tapeOfYaml } from '../../../src/manifest/fast/yaml.ts';
import { readJson } from '../../../src/manifest/json.ts';
import type { Scalar, Sink } from '../../../src/manifest/sink.ts';
import { decode } from '../../../src/manifest/text.ts';
import { documentSink } from '../../../src/manifest/tree.ts';
import { readYaml } from '../../../src/manifest/yaml.ts';

export type Format = 'yaml' | 'json';

/** How the fast reader of a format and the reference do on the same bytes. */
export type Outcome =
  | { readonly is: 'accepted' }
  /** Left to the reference, which may find it right or wrong. */
  | { readonly is: 'declined' }
  | { readonly is: 'disagreement'; readonly what: string };

const FAST = { yaml: tapeOfYaml, json: tapeOfJson };
const REFERENCE = { yaml: readYaml, json: readJson };

/** What the fast reader accepts, the reference must accept, with the same events at the same places. */
export function compare(format: Format, file: Uint8Array): Outcome {
  const bytes = withoutMark(file);
  let tape: Tape | undefined;
  let events: Event[];
  try {
    tape = FAST[format](bytes, new Strings(), true);
    if (tape === undefined) return { is: 'declined' };
    events = eventsOfTape(tape, unitsOf(bytes));
  } catch (error) {
    return { is: 'disagreement', what: `the fast reader throws: ${String(error)}` };
  }
  const what =
    faultOfEvents(format, file, events) ??
    faultWithoutPlaces(format, bytes, tape) ??
    (format === 'json' ? faultOfValue(bytes, tape) : undefined);
  return what === undefined ? { is: 'accepted' } : { is: 'disagreement', what };
}

type Event =
  | readonly ['map' | 'list' | 'end', number]
  | readonly ['key', string, number, number]
  | readonly ['scalar', Scalar, number, number];

/** A sink that keeps all that it is told, with places put through a function. */
function recorder(place: (offset: number) => number): { readonly events: Event[]; readonly sink: Sink } {
  const events: Event[] = [];
  const sink: Sink = {
    mapStart: (start) => events.push(['map', place(start)]),
    listStart: (start) => events.push(['list', place(start)]),
    key: (text, start, end) => events.push(['key', text, place(start), place(end)]),
    scalar: (value, start, end) => events.push(['scalar', value, place(start), place(end)]),
    end: (end) => events.push(['end', place(end)]),
  };
  return { events, sink };
}

function eventsOfTape(tape: Tape, units: (offset: number) => number): Event[] {
  const { events, sink } = recorder(units);
  replay(tape, sink);
  return events;
}

/** From offsets in bytes to offsets in UTF-16 units. */
function unitsOf(bytes: Uint8Array): (offset: number) => number {
  if (bytes.every((byte) => byte < 0x80)) return (offset) => offset;
  const units = new Int32Array(bytes.length + 1);
  bytes.forEach((byte, at) => {
    const isFirst = (byte & 0xc0) !== 0x80;
    units[at + 1] = units[at] + (byte >= 0xf0 ? 2 : isFirst ? 1 : 0);
  });
  // A character counts from its first byte on, so an offset within one would show as the next.
  return (offset) => units[offset];
}

function faultOfEvents(format: Format, file: Uint8Array, events: readonly Event[]): string | undefined {
  const { text, problems } = decode(file, 'x');
  if (text === undefined || problems.length > 0) return `accepted, but not decoded: ${problems[0]?.code}`;
  const { events: expected, sink } = recorder((offset) => offset);
  const [problem] = REFERENCE[format](text, 'x', sink);
  if (problem !== undefined) return `accepted, but the reference has a problem: ${problem.code}`;
  const count = Math.max(events.length, expected.length);
  for (let i = 0; i < count; i++) {
    if (isSame(events[i], expected[i])) continue;
    return `event ${i} is ${shown(events[i])} and should be ${shown(expected[i])}`;
  }
  return undefined;
}

function isSame(a: Event | undefined, b: Event | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((x, i) => Object.is(x, b[i]));
}

function shown(event: Event | undefined): string {
  const isMinusZero = event?.[0] === 'scalar' && Object.is(event[1], -0);
  return isMinusZero ? `["scalar",-0,${event[2]},${event[3]}]` : (JSON.stringify(event) ?? 'none');
}

function faultWithoutPlaces(format: Format, bytes: Uint8Array, tape: Tape): string | undefined {
  const again = FAST[format](bytes, new Strings(), false);
  const isEqual = again !== undefined && String(again.nodes) === String(tape.nodes);
  return isEqual ? undefined : 'without places it reads something else';
}

/** JSON has a second reference. */
function faultOfValue(bytes: Uint8Array, tape: Tape): string | undefined {
  const sink = documentSink();
  replay(tape, sink);
  const told = JSON.stringify(sink.value());
  const expected = JSON.stringify(JSON.parse(new TextDecoder().decode(bytes)));
  return told === expected ? undefined : `the value is ${told}, and to JSON.parse ${expected}`;
}
