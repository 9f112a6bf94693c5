/** Which resources of the AWS provider set up movements of data, by its documentation. */
import type { Movement, Table } from './table.ts';

const bucket = { fromType: 'aws_s3_bucket' } as const;
const toBucket = { toType: 'aws_s3_bucket' } as const;
const other = { isOther: true } as const;
const switchedOff = { path: 'status', is: /^disabled$/i } as const;

// What a delivery stream delivers to, and the bucket beside it for what went wrong or is kept as well.
const delivered: readonly Movement[] = [
  ['extended_s3_configuration', 'bucket_arn'],
  ['s3_configuration', 'bucket_arn'],
  ['extended_s3_configuration.s3_backup_configuration', 'bucket_arn'],
  ['redshift_configuration', 'cluster_jdbcurl'],
  ['redshift_configuration.s3_configuration', 'bucket_arn'],
  ['redshift_configuration.s3_backup_configuration', 'bucket_arn'],
  ['elasticsearch_configuration', 'domain_arn'],
  ['elasticsearch_configuration', 'cluster_endpoint'],
  ['elasticsearch_configuration.s3_configuration', 'bucket_arn'],
  ['opensearch_configuration', 'domain_arn'],
  ['opensearch_configuration', 'cluster_endpoint'],
  ['opensearch_configuration.s3_configuration', 'bucket_arn'],
  ['opensearchserverless_configuration', 'collection_endpoint'],
  ['opensearchserverless_configuration.s3_configuration', 'bucket_arn'],
  ['splunk_configuration', 'hec_endpoint'],
  ['splunk_configuration.s3_configuration', 'bucket_arn'],
  ['http_endpoint_configuration', 'url'],
  ['http_endpoint_configuration.s3_configuration', 'bucket_arn'],
  ['snowflake_configuration', 'account_url'],
  ['snowflake_configuration.s3_configuration', 'bucket_arn'],
  ['iceberg_configuration', 'catalog_arn'],
  ['iceberg_configuration.s3_configuration', 'bucket_arn'],
].map(([each, to]) => ({ each, to }));

const diskCopies: Table['movements'] = {
  aws_ebs_snapshot: [{ from: 'volume_id', fromType: 'aws_ebs_volume' }],
  aws_ebs_snapshot_copy: [{ from: 'source_snapshot_id', fromType: 'aws_ebs_snapshot' }],
  aws_ebs_volume: [{ from: 'snapshot_id', fromType: 'aws_ebs_snapshot' }],
  aws_ami_copy: [{ from: 'source_ami_id', fromType: 'aws_ami' }],
  aws_ami_from_instance: [{ from: 'source_instance_id', fromType: 'aws_instance' }],
};

const databaseCopies: Table['movements'] = {
  aws_db_instance: [
    { from: 'replicate_source_db', fromType: 'aws_db_instance' },
    { from: 'snapshot_identifier', fromType: 'aws_db_snapshot' },
    { each: 's3_import', from: 'bucket_name', ...bucket },
  ],
  aws_rds_cluster: [
    { from: 'replication_source_identifier', fromType: 'aws_rds_cluster' },
    { from: 'snapshot_identifier', fromType: 'aws_db_cluster_snapshot' },
  ],
  aws_db_snapshot: [{ from: 'db_instance_identifier', fromType: 'aws_db_instance' }],
  aws_db_cluster_snapshot: [{ from: 'db_cluster_identifier', fromType: 'aws_rds_cluster' }],
  aws_db_snapshot_copy: [{ from: 'source_db_snapshot_identifier', fromType: 'aws_db_snapshot' }],
  aws_rds_cluster_snapshot_copy: [
    { from: 'source_db_cluster_snapshot_identifier', fromType: 'aws_db_cluster_snapshot' },
  ],
  aws_db_instance_automated_backups_replication: [
    { from: 'source_db_instance_arn', fromType: 'aws_db_instance' },
  ],
  aws_rds_export_task: [{ from: 'source_arn', to: 's3_bucket_name', ...toBucket, narrowed: ['export_only'] }],
  aws_rds_integration: [{ from: 'source_arn', to: 'target_arn', narrowed: ['data_filter'] }],
  aws_dynamodb_table: [{ each: 'replica', region: 'region_name' }],
  aws_dynamodb_table_replica: [{ from: 'global_table_arn', fromType: 'aws_dynamodb_table' }],
  aws_dynamodb_kinesis_streaming_destination: [
    { from: 'table_name', fromType: 'aws_dynamodb_table', to: 'stream_arn' },
  ],
  aws_dynamodb_table_export: [
    {
      from: 'table_arn',
      fromType: 'aws_dynamodb_table',
      to: 's3_bucket',
      ...toBucket,
      account: 's3_bucket_owner',
    },
  ],
  aws_redshift_snapshot_copy: [
    { from: 'cluster_identifier', fromType: 'aws_redshift_cluster', region: 'destination_region' },
  ],
  // What a task takes over is told by its table mappings.
  aws_dms_replication_task: [
    {
      from: 'source_endpoint_arn',
      fromType: 'aws_dms_endpoint',
      to: 'target_endpoint_arn',
      toType: 'aws_dms_endpoint',
      narrowed: ['table_mappings'],
    },
  ],
  aws_dms_replication_config: [
    {
      from: 'source_endpoint_arn',
      fromType: 'aws_dms_endpoint',
      to: 'target_endpoint_arn',
      toType: 'aws_dms_endpoint',
      narrowed: ['table_mappings'],
    },
  ],
  aws_dms_endpoint: [
    { from: 'server_name', when: { path: 'endpoint_type', is: /^source$/i } },
    { to: 'server_name', when: { path: 'endpoint_type', is: /^target$/i } },
    {
      each: 's3_settings',
      from: 'bucket_name',
      ...bucket,
      when: { path: '^endpoint_type', is: /^source$/i },
    },
    {
      each: 's3_settings',
      to: 'bucket_name',
      ...toBucket,
      when: { path: '^endpoint_type', is: /^target$/i },
    },
    { each: 'kinesis_settings', to: 'stream_arn' },
    { each: 'redshift_settings', to: 'bucket_name', ...toBucket },
    { each: 'elasticsearch_settings', to: 'endpoint_uri' },
    { each: 'kafka_settings', to: 'broker' },
  ],
  aws_dms_s3_endpoint: [
    { from: 'bucket_name', ...bucket, when: { path: 'endpoint_type', is: /^source$/i } },
    { to: 'bucket_name', ...toBucket, when: { path: 'endpoint_type', is: /^target$/i } },
  ],
  aws_datasync_task: [
    { from: 'source_location_arn', to: 'destination_location_arn', narrowed: ['includes', 'excludes'] },
  ],
  aws_appflow_flow: [
    {
      each: 'destination_flow_config.destination_connector_properties.s3',
      to: 'bucket_name',
      ...toBucket,
    },
    {
      each: 'source_flow_config.source_connector_properties.s3',
      from: 'bucket_name',
      ...bucket,
    },
  ],
  aws_backup_plan: [
    {
      each: 'rule',
      from: 'target_vault_name',
      fromType: 'aws_backup_vault',
      to: 'copy_action.destination_vault_arn',
      toType: 'aws_backup_vault',
    },
  ],
  aws_backup_selection: [
    { from: 'resources', to: 'plan_id', toType: 'aws_backup_plan', narrowed: ['not_resources', 'condition'] },
  ],
};

const events: Table['movements'] = {
  aws_sns_topic_subscription: [
    { from: 'topic_arn', fromType: 'aws_sns_topic', to: 'endpoint', narrowed: ['filter_policy'] },
  ],
  aws_lambda_event_source_mapping: [
    {
      from: 'event_source_arn',
      to: 'function_name',
      toType: 'aws_lambda_function',
      narrowed: ['filter_criteria'],
    },
  ],
  aws_lambda_function: [{ each: 'dead_letter_config', to: 'target_arn', ...other }],
  aws_lambda_function_event_invoke_config: [
    {
      from: 'function_name',
      fromType: 'aws_lambda_function',
      to: 'destination_config.on_success.destination',
      ...other,
    },
    {
      from: 'function_name',
      fromType: 'aws_lambda_function',
      to: 'destination_config.on_failure.destination',
      ...other,
    },
  ],
  aws_kinesis_firehose_delivery_stream: [
    { each: 'kinesis_source_configuration', from: 'kinesis_stream_arn' },
    { each: 'msk_source_configuration', from: 'msk_cluster_arn' },
    ...delivered,
  ],
  aws_kinesis_analytics_application: [
    { each: 'inputs.kinesis_stream', from: 'resource_arn' },
    { each: 'outputs.kinesis_stream', to: 'resource_arn', ...other },
    { each: 'outputs.kinesis_firehose', to: 'resource_arn', ...other },
  ],
  aws_pipes_pipe: [{ from: 'source', to: 'target', narrowed: ['source_parameters.filter_criteria'] }],
  aws_cloudwatch_event_target: [
    { from: 'event_bus_name', fromType: 'aws_cloudwatch_event_bus', to: 'arn', ...other },
  ],
  aws_cloudwatch_log_subscription_filter: [
    {
      from: 'log_group_name',
      fromType: 'aws_cloudwatch_log_group',
      to: 'destination_arn',
      narrowed: ['filter_pattern'],
    },
  ],
  aws_cloudwatch_log_destination: [{ to: 'target_arn' }],
  aws_cloudwatch_metric_stream: [{ to: 'firehose_arn', ...other }],
  aws_oam_link: [{ to: 'sink_identifier', ...other }],
};

const logs: Table['movements'] = {
  aws_s3_bucket_logging: [{ from: 'bucket', ...bucket, to: 'target_bucket', ...toBucket, ...other }],
  aws_flow_log: [
    { from: 'vpc_id', fromType: 'aws_vpc', to: 'log_destination', ...other },
    { from: 'subnet_id', fromType: 'aws_subnet', to: 'log_destination', ...other },
    { from: 'transit_gateway_id', fromType: 'aws_ec2_transit_gateway', to: 'log_destination', ...other },
  ],
  aws_cloudtrail: [
    { to: 's3_bucket_name', ...toBucket, ...other },
    { to: 'cloud_watch_logs_group_arn', ...other },
  ],
  aws_lb: [
    { each: 'access_logs', to: 'bucket', ...toBucket, ...other },
    { each: 'connection_logs', to: 'bucket', ...toBucket, ...other },
  ],
  aws_alb: [{ each: 'access_logs', to: 'bucket', ...toBucket, ...other }],
  aws_elb: [{ each: 'access_logs', to: 'bucket', ...toBucket, ...other }],
  aws_cloudfront_distribution: [
    { each: 'origin', from: 'domain_name', ...bucket },
    { each: 'logging_config', to: 'bucket', ...toBucket, ...other },
  ],
  aws_config_delivery_channel: [
    { to: 's3_bucket_name', ...toBucket, ...other },
    { to: 'sns_topic_arn', ...other },
  ],
  aws_wafv2_web_acl_logging_configuration: [
    { from: 'resource_arn', to: 'log_destination_configs', ...other },
  ],
  aws_route53_resolver_query_log_config: [{ to: 'destination_arn', ...other }],
  aws_guardduty_publishing_destination: [{ to: 'destination_arn', ...other }],
  aws_cur_report_definition: [{ to: 's3_bucket', ...toBucket, ...other }],
  aws_vpclattice_access_log_subscription: [{ from: 'resource_identifier', to: 'destination_arn', ...other }],
  aws_redshift_logging: [
    {
      from: 'cluster_identifier',
      fromType: 'aws_redshift_cluster',
      to: 'bucket_name',
      ...toBucket,
      ...other,
    },
  ],
  aws_redshift_cluster: [{ each: 'logging', to: 'bucket_name', ...toBucket, ...other }],
  aws_athena_workgroup: [{ to: 'configuration.result_configuration.output_location', ...toBucket, ...other }],
};

export const awsMovements: Table['movements'] = {
  aws_s3_bucket_replication_configuration: [
    {
      each: 'rule',
      from: '^bucket',
      ...bucket,
      to: 'destination.bucket',
      ...toBucket,
      account: 'destination.account',
      narrowed: ['prefix', 'filter'],
      unless: switchedOff,
    },
  ],
  aws_s3_bucket: [
    {
      each: 'replication_configuration.rules',
      to: 'destination.bucket',
      ...toBucket,
      account: 'destination.account_id',
      narrowed: ['prefix', 'filter'],
      unless: switchedOff,
    },
    { each: 'logging', to: 'target_bucket', ...toBucket, ...other },
  ],
  aws_s3_bucket_notification: [
    { each: 'queue', from: '^bucket', ...bucket, to: 'queue_arn', ...other },
    { each: 'topic', from: '^bucket', ...bucket, to: 'topic_arn', ...other },
    { each: 'lambda_function', from: '^bucket', ...bucket, to: 'lambda_function_arn', ...other },
  ],
  aws_s3_bucket_inventory: [
    {
      each: 'destination.bucket',
      from: '^bucket',
      ...bucket,
      to: 'bucket_arn',
      ...toBucket,
      account: 'account_id',
      ...other,
    },
  ],
  aws_s3_bucket_analytics_configuration: [
    {
      each: 'storage_class_analysis.data_export.destination.s3_bucket_destination',
      from: '^bucket',
      ...bucket,
      to: 'bucket_arn',
      ...toBucket,
      account: 'bucket_account_id',
      ...other,
    },
  ],
  ...diskCopies,
  ...databaseCopies,
  ...events,
  ...logs,
};
