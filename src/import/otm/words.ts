/** Words of Open Threat Models: types of elements, and why fields have no place in a manifest. */
import type { System, Zone } from '../../manifest/format.ts';

// The types that StartLeft and IriusRisk give to the zones that they bring.
const ZONE_KINDS: ReadonlyMap<string, Zone['kind']> = new Map([
  ['internet', 'public'],
  ['f0ba7722-39b6-4c81-8290-a30a248bb8d9', 'public'],
  ['public-cloud', 'cloud-tenant'],
  ['b61d6911-338d-46a8-9f39-8dcd24abfe91', 'cloud-tenant'],
]);

/** The kind of a zone, where its type tells it. */
export function zoneKind(type: string): Zone['kind'] {
  return ZONE_KINDS.get(type.toLowerCase().replace(/\s+/g, '-'));
}

// Types are free; these are words in the ones that tools give. What several fit is told by the first.
const SYSTEM_KINDS: readonly (readonly [System['kind'], RegExp])[] = [
  ['device', /\b(?:android|ios|mobile|iot|hsm|device)\b/],
  ['workstation', /\b(?:browser|desktop|web-client|workstation|laptop)\b/],
  [
    'store',
    /\b(?:s3|rds|dynamodb|database|db|sql|postgresql|mysql|redis|mongodb|storage|store|bucket|registry|vault|datalake)\b/,
  ],
  ['server', /\b(?:ec2|server|vm|virtual-machine|web-ui|web-application)\b/],
  [
    'service',
    /\b(?:service|web-service|api|api-gateway|gateway|function|lambda|load-balancer|queue|sns|sqs|mq)\b/,
  ],
];

/** The kind of a system, where a word in its type tells it. */
export function systemKind(type: string): System['kind'] {
  const word = type.toLowerCase();
  return SYSTEM_KINDS.find(([, pattern]) => pattern.test(word))?.[0];
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['description', 'prose'],
  ['risk', 'a rating; a manifest has categories and permissions instead'],
  ['representations', 'belongs to the drawing'],
  ['representation', 'belongs to the drawing'],
  ['tags', 'tags mean what their authors agreed on'],
  ['attributes', 'attributes mean what their authors agreed on'],
  ['threats', 'belongs to the analysis of risks'],
  ['mitigations', 'belongs to the analysis of risks'],
]);

/** Why a field was left out; for one that the format does not have, that it is not known. */
export function reasonOf(field: string): string {
  const known = field.split('.').map((name) => REASONS.get(name));
  return known.find((reason) => reason !== undefined) ?? 'not a field of Open Threat Models';
}
