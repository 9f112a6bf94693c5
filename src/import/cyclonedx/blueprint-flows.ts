/** Flows of blueprints. */
import type { Flow } from '../../manifest/format.ts';
import { slug } from '../ids.ts';
import type { Placed } from '../schema.ts';
import type { Blueprint, BlueprintFlow } from './blueprint-form.ts';
import { classesOf, classify, keyIn, namedData, profileOf, wishOf, type ProfileWords } from './names.ts';
import { peerOf, type Elements, type Surroundings } from './peers.ts';
import type { DataObject } from './profile-form.ts';
import { addMove, count, datumOf, type Move, type Place, type Sketch } from './sketch.ts';
import { carriage, NOT_DATA } from './words.ts';
import { describe } from './objects.ts';

/** A blueprint whose places and data are in the sketch. */
export interface BlueprintParts {
  readonly blueprint: Blueprint;
  /** Places of actors, by reference. */
  readonly actors: ReadonlyMap<string, Place>;
  /** Data by the names and references of data sets and of the objects in them; undefined where several have one. */
  readonly objects: ReadonlyMap<string, string | undefined>;
}

interface Along {
  readonly flow: BlueprintFlow;
  readonly surroundings: Surroundings;
}

/** Puts a flow into the sketch, and the way back where it goes both ways. */
export function sketchFlow(elements: Elements, parts: BlueprintParts, along: Along, sketch: Sketch): void {
  const { bill } = elements;
  const { flow } = along;
  const { 'bom-ref': ref, name, type, source, destination, origin } = flow;
  const title = (ref ?? name)?.text ?? 'flow';
  if (bill.own?.flows.has(wishOf(bill, title)) === true) return;
  count(sketch, 'flow');
  if (NOT_DATA.has(type?.text ?? ''))
    return sketch.left.add(`blueprints.flows of the type ${type?.text ?? ''}`);
  if (source === undefined || destination === undefined)
    return sketch.left.add('blueprints.flows without source or destination');
  const from = endOf(elements, parts, along, source, sketch);
  const to = endOf(elements, parts, along, destination, sketch);
  if (from === to) return sketch.left.add('blueprints.flows from something to itself');
  const move: Move = {
    from,
    to,
    origin: ref?.origin ?? origin,
    wish: wishOf(bill, title),
    ...payloadOf(elements, parts, flow, sketch),
    remarks: name === undefined || name.text === title ? [] : [name.text],
  };
  const key = keyIn(bill, title);
  addMove(sketch, [key, from, to], move);
  if (flow.bidirectional === true)
    addMove(sketch, [key, to, from], { ...move, from: to, to: from, wish: `${move.wish ?? title}.back` });
}

function endOf(
  elements: Elements,
  { actors }: BlueprintParts,
  { surroundings }: Along,
  end: Placed,
  sketch: Sketch,
): string {
  const actor = actors.get(end.text);
  if (actor === undefined) return peerOf(surroundings, elements, end, sketch).key;
  if (!sketch.places.has(actor.key)) sketch.places.set(actor.key, actor);
  return actor.key;
}

function payloadOf(
  elements: Elements,
  { objects }: BlueprintParts,
  { dataObjects = [], dataProfiles = [], encrypted, protocols = [] }: BlueprintFlow,
  sketch: Sketch,
): Pick<Move, 'data' | 'classes' | 'value'> {
  const { bill } = elements;
  const profiles = dataProfiles.map((choice) => profileOf(bill, elements.profiles, choice));
  const data = dataObjects.map((object) => objectKey(elements, objects, { object, profiles }, sketch));
  const words = data.length > 0 ? [] : profiles.flatMap((profile) => profile.telling);
  const { channel, encryption } = carriage(protocols.map(({ text }) => text));
  const inTransit =
    encrypted === true && (encryption?.inTransit ?? 'none') === 'none' ? 'encrypted' : undefined;
  const stated = encrypted === false ? 'none' : (inTransit ?? encryption?.inTransit);
  return {
    data: [...new Set(data)],
    classes: classesOf(bill, words),
    value: {
      ...purposeOf(profiles),
      ...(channel && { channel }),
      ...(stated !== undefined && { encryption: { inTransit: stated } }),
    },
  };
}

/** Data that a flow carries: of a data set of the blueprint where the name or reference is one's, else by itself. */
function objectKey(
  elements: Elements,
  objects: BlueprintParts['objects'],
  { object, profiles }: { readonly object: DataObject; readonly profiles: readonly ProfileWords[] },
  sketch: Sketch,
): string {
  const { bill } = elements;
  const { name, 'bom-ref': ref, origin } = object;
  const known = objects.get(ref?.text ?? '') ?? objects.get(name?.text ?? '');
  if (known !== undefined) return known;
  const title = name?.text ?? ref?.text ?? 'data';
  const datum = datumOf(sketch, namedData(bill, title), title, name?.origin ?? origin);
  describe(elements, datum, object);
  if (datum.classes.size === 0) for (const { words } of profiles) classify(datum, bill, words);
  return datum.key;
}

/** The one purpose of all profiles, as a dotted name. */
function purposeOf(profiles: readonly ProfileWords[]): Pick<Flow, 'purpose'> {
  const purposes = new Set(profiles.flatMap((profile) => profile.purposes));
  const [purpose] = purposes;
  const name = purposes.size === 1 ? slug(purpose).replaceAll('.', '-') : '';
  return name === '' ? {} : { purpose: name };
}
