/** What resources of the Google Cloud provider mean, by its documentation. */
import type { Movement, Opening, Table } from './table.ts';

const store = { kind: 'store' } as const;
const service = { kind: 'service' } as const;
const backup = { kind: 'backup' } as const;
const other = { isOther: true } as const;

/** Types of which a policy, a binding or a member lets others in, with the attribute that names the thing. */
const GOVERNED: readonly (readonly [prefix: string, on: string, onType: string])[] = [
  ['google_storage_bucket', 'bucket', 'google_storage_bucket'],
  ['google_bigquery_dataset', 'dataset_id', 'google_bigquery_dataset'],
  ['google_bigquery_table', 'table_id', 'google_bigquery_table'],
  [
    'google_bigquery_analytics_hub_data_exchange',
    'data_exchange_id',
    'google_bigquery_analytics_hub_data_exchange',
  ],
  ['google_bigquery_analytics_hub_listing', 'listing_id', 'google_bigquery_analytics_hub_listing'],
  ['google_pubsub_topic', 'topic', 'google_pubsub_topic'],
  ['google_pubsub_subscription', 'subscription', 'google_pubsub_subscription'],
  ['google_bigtable_instance', 'instance', 'google_bigtable_instance'],
  ['google_bigtable_table', 'table', 'google_bigtable_table'],
  ['google_spanner_instance', 'instance', 'google_spanner_instance'],
  ['google_spanner_database', 'database', 'google_spanner_database'],
  ['google_healthcare_dataset', 'dataset_id', 'google_healthcare_dataset'],
  ['google_healthcare_fhir_store', 'fhir_store_id', 'google_healthcare_fhir_store'],
  ['google_healthcare_dicom_store', 'dicom_store_id', 'google_healthcare_dicom_store'],
  ['google_secret_manager_secret', 'secret_id', 'google_secret_manager_secret'],
  ['google_kms_crypto_key', 'crypto_key_id', 'google_kms_crypto_key'],
  ['google_kms_key_ring', 'key_ring_id', 'google_kms_key_ring'],
  ['google_artifact_registry_repository', 'repository', 'google_artifact_registry_repository'],
  ['google_cloud_run_service', 'service', 'google_cloud_run_service'],
  ['google_cloud_run_v2_service', 'name', 'google_cloud_run_v2_service'],
  ['google_cloudfunctions_function', 'cloud_function', 'google_cloudfunctions_function'],
  ['google_cloudfunctions2_function', 'cloud_function', 'google_cloudfunctions2_function'],
  ['google_compute_instance', 'instance_name', 'google_compute_instance'],
  ['google_compute_disk', 'name', 'google_compute_disk'],
  ['google_compute_image', 'image', 'google_compute_image'],
  ['google_compute_snapshot', 'name', 'google_compute_snapshot'],
  ['google_compute_subnetwork', 'subnetwork', 'google_compute_subnetwork'],
  ['google_dataproc_cluster', 'cluster', 'google_dataproc_cluster'],
  ['google_service_account', 'service_account_id', 'google_service_account'],
  ['google_project', 'project', 'google_project'],
  ['google_folder', 'folder', 'google_folder'],
  ['google_organization', 'org_id', 'google_organization'],
];

function governed([prefix, on, onType]: (typeof GOVERNED)[number]): [string, readonly Opening[]][] {
  return [
    [`${prefix}_iam_member`, [{ on, onType, grantee: 'member', actions: 'role' }]],
    [`${prefix}_iam_binding`, [{ on, onType, grantee: 'members', actions: 'role' }]],
    [`${prefix}_iam_policy`, [{ on, onType, bindings: 'policy_data' }]],
  ];
}

const SINK: readonly Movement[] = [{ to: 'destination', ...other }];

export const google: Table = {
  holders: {
    google_storage_bucket: { ...store, key: 'encryption.default_kms_key_name' },
    google_bigquery_dataset: store,
    google_bigquery_table: store,
    google_bigtable_instance: store,
    google_spanner_database: store,
    google_sql_database_instance: { ...store, key: 'encryption_key_name' },
    google_alloydb_cluster: store,
    google_firestore_database: store,
    google_filestore_instance: store,
    google_redis_instance: store,
    google_healthcare_dataset: store,
    google_healthcare_fhir_store: store,
    google_healthcare_dicom_store: store,
    google_secret_manager_secret: store,
    google_artifact_registry_repository: store,
    google_logging_project_bucket_config: store,
    google_pubsub_topic: { ...service, isTransient: true },
    google_pubsub_subscription: service,
    google_kms_crypto_key: service,
    google_compute_disk: store,
    google_compute_snapshot: backup,
    google_compute_image: backup,
    google_compute_machine_image: backup,
    google_compute_instance: { kind: 'server' },
    google_cloud_run_service: service,
    google_cloud_run_v2_service: service,
    google_cloudfunctions_function: service,
    google_cloudfunctions2_function: service,
    google_container_cluster: service,
    google_dataproc_cluster: service,
    google_dataflow_job: service,
  },
  aliases: {
    google_storage_bucket_object: ['bucket', 'google_storage_bucket'],
    google_sql_database: ['instance', 'google_sql_database_instance'],
    google_healthcare_hl7_v2_store: ['dataset', 'google_healthcare_dataset'],
    google_bigquery_analytics_hub_listing: ['bigquery_dataset.dataset', 'google_bigquery_dataset'],
  },
  movements: {
    google_storage_bucket: [{ each: 'logging', to: 'log_bucket', toType: 'google_storage_bucket', ...other }],
    google_storage_transfer_job: [
      'gcs_data_source.bucket_name',
      'aws_s3_data_source.bucket_name',
      'azure_blob_storage_data_source.storage_account',
      'http_data_source.list_url',
      'posix_data_source.root_directory',
    ].map((from) => ({
      each: 'transfer_spec',
      from,
      fromType: from.startsWith('aws')
        ? 'aws_s3_bucket'
        : from.startsWith('azure')
          ? 'azurerm_storage_account'
          : 'google_storage_bucket',
      to: 'gcs_data_sink.bucket_name',
      toType: 'google_storage_bucket',
      narrowed: ['object_conditions'],
      unless: { path: '^status', is: /^(?:disabled|deleted)$/i },
    })),
    google_storage_notification: [
      {
        from: 'bucket',
        fromType: 'google_storage_bucket',
        to: 'topic',
        toType: 'google_pubsub_topic',
        ...other,
      },
    ],
    google_pubsub_subscription: [
      { from: 'topic', fromType: 'google_pubsub_topic', narrowed: ['filter'] },
      { to: 'push_config.push_endpoint' },
      { to: 'bigquery_config.table', toType: 'google_bigquery_table' },
      { to: 'cloud_storage_config.bucket', toType: 'google_storage_bucket' },
      { to: 'dead_letter_policy.dead_letter_topic', toType: 'google_pubsub_topic', ...other },
    ],
    google_logging_project_sink: SINK,
    google_logging_folder_sink: SINK,
    google_logging_organization_sink: SINK,
    google_logging_billing_account_sink: SINK,
    google_bigquery_data_transfer_config: [
      { from: 'data_source_id', to: 'destination_dataset_id', toType: 'google_bigquery_dataset', ...other },
    ],
    google_bigquery_job: [
      {
        each: 'copy',
        from: 'source_tables.table_id',
        fromType: 'google_bigquery_table',
        to: 'destination_table.table_id',
        toType: 'google_bigquery_table',
      },
      {
        each: 'extract',
        from: 'source_table.table_id',
        fromType: 'google_bigquery_table',
        to: 'destination_uris',
        toType: 'google_storage_bucket',
      },
      {
        each: 'load',
        from: 'source_uris',
        fromType: 'google_storage_bucket',
        to: 'destination_table.table_id',
        toType: 'google_bigquery_table',
      },
    ],
    google_sql_database_instance: [
      { from: 'master_instance_name', fromType: 'google_sql_database_instance' },
      { each: 'clone', from: 'source_instance_name', fromType: 'google_sql_database_instance' },
    ],
    google_compute_snapshot: [{ from: 'source_disk', fromType: 'google_compute_disk' }],
    google_compute_disk: [
      { from: 'snapshot', fromType: 'google_compute_snapshot' },
      { from: 'source_disk', fromType: 'google_compute_disk' },
    ],
    google_compute_image: [
      { from: 'source_disk', fromType: 'google_compute_disk' },
      { from: 'source_snapshot', fromType: 'google_compute_snapshot' },
      { from: 'source_image', fromType: 'google_compute_image' },
    ],
    google_compute_machine_image: [{ from: 'source_instance', fromType: 'google_compute_instance' }],
    google_datastream_stream: [
      {
        from: 'source_config.source_connection_profile',
        to: 'destination_config.destination_connection_profile',
        narrowed: ['source_config', 'backfill_none'],
      },
    ],
  },
  openings: {
    ...Object.fromEntries(GOVERNED.flatMap(governed)),
    google_bigquery_dataset: ['user_by_email', 'group_by_email', 'domain', 'special_group', 'iam_member'].map(
      (grantee) => ({ each: 'access', grantee, actions: 'role' }),
    ),
    google_bigquery_dataset_access: [
      'user_by_email',
      'group_by_email',
      'domain',
      'special_group',
      'iam_member',
    ].map((grantee) => ({ on: 'dataset_id', onType: 'google_bigquery_dataset', grantee, actions: 'role' })),
    google_storage_bucket_access_control: [
      { on: 'bucket', onType: 'google_storage_bucket', grantee: 'entity', actions: 'role' },
    ],
    google_storage_default_object_access_control: [
      { on: 'bucket', onType: 'google_storage_bucket', grantee: 'entity', actions: 'role' },
    ],
    google_storage_bucket_acl: [
      { on: 'bucket', onType: 'google_storage_bucket', grantee: 'role_entity' },
      {
        on: 'bucket',
        onType: 'google_storage_bucket',
        everybody: true,
        when: { path: 'predefined_acl', is: /^public/i },
      },
    ],
    google_storage_default_object_acl: [
      { on: 'bucket', onType: 'google_storage_bucket', grantee: 'role_entity' },
    ],
    google_compute_network_peering: [
      { on: 'network', onType: 'google_compute_network', grantee: 'peer_network' },
    ],
    google_compute_shared_vpc_service_project: [
      { on: 'host_project', onType: 'google_project', grantee: 'service_project' },
    ],
    google_compute_service_attachment: [
      { grantee: 'consumer_accept_lists.project_id_or_num' },
      { everybody: true, when: { path: 'connection_preference', is: /^accept_automatic$/i } },
    ],
  },
};
