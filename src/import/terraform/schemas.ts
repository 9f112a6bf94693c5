/** What is read of plans and states: `terraform show -json`, and state files of version 4. */
import {
  anything,
  byForm,
  flag,
  listOf,
  mapOf,
  needed,
  record,
  text,
  type Read,
  type Schema,
} from '../schema.ts';

/** Terraform adds fields with each minor version, so that what a record has beside its fields is not counted. */
const open = { isOpen: true } as const;

// Blocks and values of resources have the form that their provider gives them; they are read field by field later.
const resource = record(
  {
    address: needed(text),
    mode: text,
    type: text,
    provider_name: text,
    values: anything,
    sensitive_values: anything,
  },
  open,
);

const change = record(
  {
    actions: listOf(text),
    before: anything,
    after: anything,
    after_unknown: anything,
    before_sensitive: anything,
    after_sensitive: anything,
  },
  open,
);

const resourceChange = record(
  {
    address: needed(text),
    module_address: text,
    mode: text,
    type: text,
    provider_name: text,
    deposed: text,
    change: needed(change),
  },
  open,
);

/** Resources of a module with those of the modules in it. */
export interface ModuleValues {
  readonly resources?: readonly Read<typeof resource>[];
  readonly child_modules?: readonly ModuleValues[];
}

const moduleValues: Schema<ModuleValues> = { read: (node, where) => moduleRecord.read(node, where) };
const moduleRecord = record({ resources: listOf(resource), child_modules: listOf(moduleValues) }, open);
const values = record({ root_module: moduleValues }, open);

const configuredResource = record(
  {
    address: needed(text),
    provider_config_key: text,
    expressions: anything,
    for_each_expression: anything,
    count_expression: anything,
  },
  open,
);

/** A module as it is configured, with the modules that it calls. */
export interface ModuleConfiguration {
  readonly resources?: readonly Read<typeof configuredResource>[];
  readonly outputs?: Read<typeof configuredOutputs>;
  readonly variables?: Read<typeof configuredVariables>;
  readonly module_calls?: Read<typeof moduleCalls>;
}

const moduleConfiguration: Schema<ModuleConfiguration> = {
  read: (node, where) => configurationRecord.read(node, where),
};
const configuredOutputs = mapOf(record({ expression: anything, sensitive: flag }, open));
const configuredVariables = mapOf(record({ default: anything, sensitive: flag }, open));
const moduleCalls = mapOf(
  record({ expressions: anything, for_each_expression: anything, module: moduleConfiguration }, open),
);
const configurationRecord = record(
  {
    resources: listOf(configuredResource),
    outputs: configuredOutputs,
    variables: configuredVariables,
    module_calls: moduleCalls,
  },
  open,
);
const configuredProvider = record({ name: text, expressions: anything }, open);

/** A plan, or a state as it is shown. */
export const shown = record(
  {
    terraform_version: text,
    variables: mapOf(record({ value: anything }, open)),
    planned_values: values,
    resource_changes: listOf(resourceChange),
    deferred_changes: listOf(record({ resource_change: resourceChange }, open)),
    prior_state: record({ values }, open),
    values,
    configuration: record(
      { provider_config: mapOf(configuredProvider), root_module: moduleConfiguration },
      open,
    ),
    errored: flag,
    complete: flag,
  },
  open,
);

const instance = record(
  { index_key: text, attributes: anything, sensitive_attributes: anything, deposed: text },
  open,
);

/** A state file of version 4, as it is stored. */
export const stored = record(
  {
    terraform_version: text,
    resources: listOf(
      record(
        {
          module: text,
          mode: text,
          type: needed(text),
          name: needed(text),
          provider: text,
          instances: listOf(instance),
        },
        open,
      ),
    ),
  },
  open,
);

/** What says of which form a file is. */
export const head = record(
  {
    format_version: byForm({ scalar: text, map: anything, list: anything }),
    version: byForm({ scalar: text, map: anything, list: anything }),
    terraform_version: byForm({ scalar: text, map: anything, list: anything }),
  },
  open,
);

export type Shown = Read<typeof shown>;
export type Stored = Read<typeof stored>;
export type ResourceChange = Read<typeof resourceChange>;
