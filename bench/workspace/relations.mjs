/**
 * The relations. A copy on `source` goes over an edge where brings(copy, label, product) has its label: everything goes over
 * label 0 as itself, a category's label takes out what is in that category, a product's label makes it from a source.
 */
export const RELATIONS = {
  begins: ['system', 'data'],
  edges: ['source', 'target', 'label', 'flow', 'copies'],
  lists: ['target', 'data', 'flow', 'copies'],
  brings: ['data', 'label', 'product'],
  inside: ['data', 'part'],
  names: ['data', 'name'],
  flows: ['flow', 'target', 'action', 'purpose', 'channel'],
  purposes: ['purpose', 'name'],
  systems: ['system', 'zone'],
  keepers: ['system', 'party'],
  owners: ['data', 'party'],
  permissions: ['permission', 'giver', 'taker', 'action', 'delegable', 'purposes', 'zones', 'channels'],
  permitted_names: ['permission', 'name'],
  permitted_data: ['permission', 'data'],
  permitted_purposes: ['permission', 'name'],
  permitted_zones: ['permission', 'zone'],
  permitted_channels: ['permission', 'channel'],
};
