import { isThing, THINGS } from './things.ts';
import type { Attribute, Attributes, Type, Values } from './values.ts';
import type { World } from './world.ts';

/** The attributes that a path goes through; of those whose name it begins with, the longest is meant. */
export function stepsOf(path: string, attributes: Attributes<unknown>): Attribute<unknown>[] {
  const name = Object.keys(attributes)
    .filter((each) => path === each || path.startsWith(`${each}.`))
    .sort((a, b) => b.length - a.length)[0];
  if (name === undefined) throw new Error(`no attribute ${path}`);
  const attribute = attributes[name];
  if (name === path) return [attribute];
  if (!isThing(attribute.type)) throw new Error(`nothing can be asked of ${name}`);
  return [attribute, ...stepsOf(path.slice(name.length + 1), THINGS[attribute.type])];
}

/** What a path leads to. */
export function typeOf(steps: Attribute<unknown>[]): Type {
  return steps[steps.length - 1].type;
}

/** The values at the end of a path: those through certain things, and those through possible ones. */
export function valuesAt([first, ...rest]: Attribute<unknown>[], world: World, of: unknown): Values {
  const here = first.values(world, of);
  if (rest.length === 0) return here;
  const throughSure = here.sure.map((thing) => valuesAt(rest, world, thing));
  const throughMaybe = here.maybe.map((thing) => valuesAt(rest, world, thing));
  const sure = new Set(throughSure.flatMap((there) => there.sure));
  const maybe = new Set([
    ...throughSure.flatMap((there) => there.maybe),
    ...throughMaybe.flatMap((there) => [...there.sure, ...there.maybe]),
  ]);
  return {
    sure: [...sure],
    maybe: [...maybe].filter((value) => !sure.has(value)),
    open: [here, ...throughSure, ...throughMaybe].some(({ open }) => open),
  };
}
