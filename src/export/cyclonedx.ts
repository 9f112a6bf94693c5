/** CycloneDX (https://cyclonedx.org, ECMA-424): services and data of 1.6 and 1.7, and blueprints of the draft of 2.0. */
import type { Manifest } from '../manifest/format.ts';
import { blueprintOf } from './cyclonedx/blueprint.ts';
import { LOSSES } from './cyclonedx/losses.ts';
import { propertiesOf } from './cyclonedx/properties.ts';
import { componentsOf, servicesOf } from './cyclonedx/services.ts';
import type { Exporter, Lost } from './exporter.ts';

// No serial number and no time: a bill says the same whenever and wherever it is written.
function exporterTo(name: string, title: string, bodyOf: (manifest: Manifest) => object): Exporter {
  return {
    name,
    title,
    export: ({ manifest }) => {
      const bill = { ...bodyOf(manifest), properties: propertiesOf(manifest) };
      return { text: `${JSON.stringify(bill, null, 2)}\n`, lost: lostOf(manifest) };
    },
  };
}

function lostOf(manifest: Manifest): Lost[] {
  return LOSSES.flatMap(({ field, reason }) => {
    const count = Object.keys(manifest[field] ?? {}).length;
    return count === 0 ? [] : [{ field, count, reason }];
  });
}

const billOf = (version: '1.6' | '1.7') => (manifest: Manifest) => ({
  $schema: `http://cyclonedx.org/schema/bom-${version}.schema.json`,
  bomFormat: 'CycloneDX',
  specVersion: version,
  version: 1,
  services: servicesOf(manifest),
  components: componentsOf(manifest),
});

export const cyclonedx16 = exporterTo('cyclonedx-1.6', 'CycloneDX bills of materials', billOf('1.6'));
export const cyclonedx17 = exporterTo('cyclonedx-1.7', 'CycloneDX bills of materials', billOf('1.7'));

/** A preview: the draft still changes. */
export const cyclonedx20 = exporterTo('cyclonedx-2.0-draft', 'CycloneDX blueprints', (manifest) => ({
  $schema: 'https://cyclonedx.org/schema/2.0/cyclonedx-2.0.schema.json',
  specFormat: 'CycloneDX',
  specVersion: '2.0',
  version: 1,
  blueprints: [blueprintOf(manifest)],
}));
