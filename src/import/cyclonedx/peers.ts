/** What is where in the bills: whom a link, a reference or an address means. */
import type { Placed } from '../schema.ts';
import type { Bill } from './bills.ts';
import type { Component } from './form.ts';
import { keyIn, wishOf, type PartyIndex, type ProfileWords } from './names.ts';
import { count, type Sketch } from './sketch.ts';
import { KINDS } from './words.ts';

/** What a reference means in its bill: a place, data, or a component that is neither yet. */
export type Element =
  | { readonly kind: 'place'; readonly key: string }
  | { readonly kind: 'data'; readonly key: string }
  | { readonly kind: 'component'; readonly component: Component };

/** What can be referred to in one bill. */
export interface Elements {
  readonly bill: Bill;
  readonly byRef: Map<string, Element>;
  /** References that services and components state; what has none goes by its name only where that is none of them. */
  readonly stated: ReadonlySet<string>;
  readonly parties: PartyIndex;
  readonly profiles: ReadonlyMap<string, ProfileWords>;
}

/** The elements of all bills, and the places at which addresses are answered. */
export interface Surroundings {
  readonly bills: readonly Elements[];
  readonly bySerial: ReadonlyMap<string, Elements>;
  /** Addresses without their last slash; undefined where several answer. */
  readonly addresses: Map<string, string | undefined>;
}

/** Remembers an address of a place. */
export function addAddress({ addresses }: Surroundings, address: string, key: string): void {
  const bare = bareAddress(address);
  const known = addresses.has(bare) ? addresses.get(bare) : key;
  addresses.set(bare, known === key ? key : undefined);
}

function bareAddress(address: string): string {
  return address.replace(/[?#].*$/s, '').replace(/\/+$/, '');
}

const LINK = /^urn:cdx:([^/]+)\/([^#]*)(?:#(.*))?$/is;
const ADDRESS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#]*@)?([^/?#]+)/i;

/** The scheme of an address. */
export function schemeOf(text: string): string | undefined {
  return ADDRESS.exec(text)?.[1].toLowerCase();
}

/** What a link between bills, or a reference within one, leads to. */
export function elementOf(
  { bySerial }: Surroundings,
  { byRef }: Elements,
  text: string,
  sketch: Sketch,
): { readonly element: Element; readonly in?: Elements } | undefined {
  const here = byRef.get(text);
  if (here !== undefined) return { element: here };
  const [, serial, version, fragment = ''] = LINK.exec(text) ?? [];
  const elements = serial === undefined ? undefined : bySerial.get(serial.toLowerCase());
  if (elements === undefined) return undefined;
  const element = elements.byRef.get(decoded(fragment)) ?? elements.byRef.get(fragment);
  if (element === undefined) return undefined;
  if ((elements.bill.version ?? '1') !== version) count(sketch, 'other version');
  return { element, in: elements };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** A place that a source or destination means, made where no bill describes it. */
export function peerOf(
  surroundings: Surroundings,
  here: Elements,
  placed: Placed,
  sketch: Sketch,
): { readonly key: string; readonly in?: Elements } {
  const { text, origin } = placed;
  const found = elementOf(surroundings, here, text, sketch);
  if (found?.element.kind === 'place') return { key: found.element.key, in: found.in };
  if (found?.element.kind === 'component')
    return { key: componentPlace(found.in ?? here, found.element.component, sketch), in: found.in };
  const answering = answeringAt(surroundings, text);
  if (answering !== undefined) return { key: answering };
  const [, , host] = ADDRESS.exec(text) ?? [];
  const name = host?.toLowerCase() ?? text;
  const key = `peer ${name}`;
  const wish = host === undefined ? wishOf(here.bill, LINK.exec(text)?.[3] || text) : name;
  const what = host === undefined ? 'source or destination' : 'address';
  const place = { key, wish, mention: { name, what }, origin, value: {}, remarks: [] };
  if (!sketch.places.has(key)) sketch.places.set(key, place);
  return { key };
}

/** The place whose address this is, or begins with: the longest one. */
function answeringAt({ addresses }: Surroundings, text: string): string | undefined {
  if (!ADDRESS.test(text)) return undefined;
  for (let bare = bareAddress(text); bare.includes('://'); bare = bare.slice(0, bare.lastIndexOf('/'))) {
    if (addresses.has(bare)) return addresses.get(bare);
    if (bare.lastIndexOf('/') === bare.indexOf('://') + 2) return undefined;
  }
  return undefined;
}

/** How a component is called where it has no reference. */
export function refOf({
  'bom-ref': ref,
  group,
  name,
  version,
}: Pick<Component, 'bom-ref' | 'group' | 'name' | 'version'>): string {
  if (ref !== undefined) return ref.text;
  const title = [group?.text, name?.text].filter((part) => part !== undefined).join('/');
  return version === undefined ? title : `${title}@${version.text}`;
}

/** The place that a component is, where data goes to it or comes from it. */
export function componentPlace({ bill }: Elements, component: Component, sketch: Sketch): string {
  const ref = refOf(component);
  const key = keyIn(bill, ref);
  const kind = KINDS.get(component.type?.text ?? '');
  if (!sketch.places.has(key)) {
    sketch.places.set(key, {
      key,
      wish: wishOf(bill, ref),
      origin: component.origin,
      value: kind === undefined ? {} : { kind },
      remarks: titleRemark(component),
    });
  }
  return key;
}

/** The name of something whose id is made from something else. */
export function titleRemark({ 'bom-ref': ref, name, version }: Parameters<typeof refOf>[0]): string[] {
  if (ref === undefined || name === undefined || ref.text === name.text) return [];
  return [version === undefined ? name.text : `${name.text} ${version.text}`];
}
