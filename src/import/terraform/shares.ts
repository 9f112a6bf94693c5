/** Shares of AWS Resource Access Manager: principals and resources that meet in a share. */
import { granteeOf } from './grantees.ts';
import type { Opened } from './opened.ts';
import type { Resource } from './resources.ts';
import { placeIn, type Surroundings } from './surroundings.ts';
import { at } from './value.ts';

/** Everybody who is associated with a share reaches everything that is. */
export function sharesIn(surroundings: Surroundings): Opened[] {
  const { resources, things, nameOf, references } = surroundings;
  const ofType = (type: string): Resource[] =>
    resources.filter((each) => each.type === type && each.mode === 'managed');
  const shareOf = (resource: Resource): string | undefined =>
    things.at(resource, at(resource.values, 'resource_share_arn'), 'aws_ram_resource_share')[0]?.key;
  const shared = new Map<string, ReturnType<typeof things.at>>();
  for (const association of ofType('aws_ram_resource_association')) {
    const share = shareOf(association) ?? '';
    const found = things.at(association, at(association.values, 'resource_arn'));
    shared.set(share, [...(shared.get(share) ?? []), ...found]);
  }
  return ofType('aws_ram_principal_association').flatMap((association) => {
    const values = at(association.values, 'principal');
    const reached = shared.get(shareOf(association) ?? '') ?? [];
    if (reached.length === 0) {
      surroundings.counted.add('share');
      return [];
    }
    const principals = values.flatMap((value) => {
      const { meant, isWhole } = references.of(association, value);
      const found = meant.map((each) => ('text' in each ? granteeOf(each.text, 'aws') : undefined));
      return isWhole ? found : [...found, undefined];
    });
    return principals.map((grantee) => ({
      name: nameOf(association),
      grantee,
      things: reached,
      reach: 'remote' as const,
      origin: placeIn(association, values),
      remarks: [],
    }));
  });
}
