/** Which resources of the AWS provider let others reach something, by its documentation. */
import type { Opening, Table } from './table.ts';

const onBucket = { on: 'bucket', onType: 'aws_s3_bucket' } as const;

/** A policy on the resource itself. */
function own(policy = 'policy'): readonly Opening[] {
  return [{ policy }];
}

/** A policy on another resource. */
function policyOn(on: string, onType?: string, policy = 'policy'): readonly Opening[] {
  return [{ on, ...(onType && { onType }), policy }];
}

/** A policy for which a block on public access of S3 counts. */
function policyOnBucket(on: string, onType = 'aws_s3_bucket'): readonly Opening[] {
  return [{ on, onType, policy: 'policy', guard: 'policies' }];
}

// Lists by a word, of which these mean everybody, or everybody with an account.
const publicList = {
  everybody: true,
  guard: 'lists',
  when: { path: 'acl', is: /^(?:public-read(?:-write)?|authenticated-read)$/ },
} as const;

const policies: Table['openings'] = {
  aws_s3_bucket_policy: policyOnBucket('bucket'),
  aws_s3_access_point: policyOnBucket('bucket'),
  aws_s3control_access_point_policy: policyOnBucket('access_point_arn', 'aws_s3_access_point'),
  aws_s3control_bucket_policy: policyOn('bucket'),
  aws_s3tables_table_bucket_policy: policyOn('table_bucket_arn', undefined, 'resource_policy'),
  aws_sqs_queue: own(),
  aws_sqs_queue_policy: policyOn('queue_url', 'aws_sqs_queue'),
  aws_sns_topic: own(),
  aws_sns_topic_policy: policyOn('arn', 'aws_sns_topic'),
  aws_kms_key: own(),
  aws_kms_external_key: own(),
  aws_kms_replica_key: own(),
  aws_kms_key_policy: policyOn('key_id', 'aws_kms_key'),
  aws_ecr_repository_policy: policyOn('repository', 'aws_ecr_repository'),
  aws_ecr_registry_policy: own(),
  aws_ecrpublic_repository_policy: policyOn('repository_name', 'aws_ecrpublic_repository'),
  aws_secretsmanager_secret: own(),
  aws_secretsmanager_secret_policy: policyOn('secret_arn', 'aws_secretsmanager_secret'),
  aws_glacier_vault: own('access_policy'),
  aws_efs_file_system_policy: policyOn('file_system_id', 'aws_efs_file_system'),
  aws_backup_vault_policy: policyOn('backup_vault_name', 'aws_backup_vault'),
  aws_cloudwatch_log_destination_policy: policyOn(
    'destination_name',
    'aws_cloudwatch_log_destination',
    'access_policy',
  ),
  aws_cloudwatch_log_resource_policy: own('policy_document'),
  aws_cloudwatch_event_bus_policy: policyOn('event_bus_name', 'aws_cloudwatch_event_bus'),
  aws_elasticsearch_domain: own('access_policies'),
  aws_elasticsearch_domain_policy: policyOn('domain_name', 'aws_elasticsearch_domain', 'access_policies'),
  aws_opensearch_domain: own('access_policies'),
  aws_opensearch_domain_policy: policyOn('domain_name', 'aws_opensearch_domain', 'access_policies'),
  aws_api_gateway_rest_api: own(),
  aws_api_gateway_rest_api_policy: policyOn('rest_api_id', 'aws_api_gateway_rest_api'),
  aws_glue_resource_policy: own(),
  aws_dynamodb_resource_policy: policyOn('resource_arn', 'aws_dynamodb_table'),
  aws_kinesis_resource_policy: policyOn('resource_arn', 'aws_kinesis_stream'),
  aws_codeartifact_domain_permissions_policy: policyOn('domain', undefined, 'policy_document'),
  aws_codeartifact_repository_permissions_policy: policyOn('repository', undefined, 'policy_document'),
  aws_media_store_container_policy: policyOn('container_name'),
  aws_msk_cluster_policy: policyOn('cluster_arn', 'aws_msk_cluster'),
  aws_redshift_resource_policy: policyOn('resource_arn', 'aws_redshift_cluster'),
  aws_redshiftserverless_resource_policy: policyOn('resource_arn'),
  aws_acmpca_policy: policyOn('resource_arn'),
  aws_oam_sink_policy: policyOn('sink_identifier'),
  aws_ses_identity_policy: policyOn('identity'),
  aws_schemas_registry_policy: policyOn('registry_name'),
};

const shares: Table['openings'] = {
  aws_kms_grant: [
    { on: 'key_id', onType: 'aws_kms_key', grantee: 'grantee_principal', actions: 'operations' },
  ],
  aws_snapshot_create_volume_permission: [
    { on: 'snapshot_id', onType: 'aws_ebs_snapshot', grantee: 'account_id' },
  ],
  aws_ami_launch_permission: ['account_id', 'group', 'organization_arn', 'organizational_unit_arn'].map(
    (grantee) => ({ on: 'image_id', onType: 'aws_ami', grantee }),
  ),
  aws_db_snapshot: [{ grantee: 'shared_accounts' }],
  aws_db_snapshot_copy: [{ grantee: 'shared_accounts' }],
  aws_db_cluster_snapshot: [{ grantee: 'shared_accounts' }],
  aws_rds_cluster_snapshot_copy: [{ grantee: 'shared_accounts' }],
  aws_lambda_permission: [
    {
      on: 'function_name',
      onType: 'aws_lambda_function',
      grantee: 'principal',
      behalf: ['source_account', 'source_arn', 'principal_org_id'],
      actions: 'action',
    },
  ],
  aws_lambda_layer_version_permission: [{ on: 'layer_name', grantee: 'principal', actions: 'action' }],
  aws_lambda_function_url: [
    {
      on: 'function_name',
      onType: 'aws_lambda_function',
      everybody: true,
      when: { path: 'authorization_type', is: /^none$/i },
    },
  ],
  aws_cloudwatch_event_permission: [
    { on: 'event_bus_name', onType: 'aws_cloudwatch_event_bus', grantee: 'principal', actions: 'action' },
  ],
  aws_s3control_access_grant: [{ on: 'access_grants_location_id', grantee: 'grantee.grantee_identifier' }],
  aws_redshift_endpoint_authorization: [
    { on: 'cluster_identifier', onType: 'aws_redshift_cluster', grantee: 'account' },
  ],
  aws_redshift_datashare_authorization: [{ on: 'data_share_arn', grantee: 'consumer_identifier' }],
  aws_opensearch_authorize_vpc_endpoint_access: [
    { on: 'domain_name', onType: 'aws_opensearch_domain', grantee: 'account' },
  ],
  aws_lakeformation_permissions: [
    { on: 'database.name', onType: 'aws_glue_catalog_database', grantee: '^principal' },
    { on: 'table.database_name', onType: 'aws_glue_catalog_database', grantee: '^principal' },
    { on: 'table_with_columns.database_name', onType: 'aws_glue_catalog_database', grantee: '^principal' },
    { on: 'data_location.arn', onType: 'aws_s3_bucket', grantee: '^principal' },
  ],
};

const lists: Table['openings'] = {
  aws_s3_bucket_acl: [
    { ...onBucket, ...publicList, isComputed: true },
    ...['id', 'uri', 'email_address'].map((field) => ({
      each: 'access_control_policy.grant',
      on: '^bucket',
      onType: 'aws_s3_bucket',
      grantee: `grantee.${field}`,
      actions: 'permission',
      isComputed: true as const,
      guard: 'lists' as const,
    })),
  ],
  aws_s3_bucket: [
    publicList,
    { policy: 'policy', guard: 'policies' },
    { each: 'grant', grantee: 'id', actions: 'permissions', guard: 'lists' },
    { each: 'grant', grantee: 'uri', actions: 'permissions', guard: 'lists' },
  ],
  aws_s3_object: [{ ...onBucket, ...publicList }],
  aws_s3_bucket_object: [{ ...onBucket, ...publicList }],
  aws_s3_object_copy: [{ ...onBucket, ...publicList }],
};

const networks: Table['openings'] = {
  aws_vpc_endpoint_service: [{ grantee: 'allowed_principals' }],
  aws_vpc_endpoint_service_allowed_principal: [
    { on: 'vpc_endpoint_service_id', onType: 'aws_vpc_endpoint_service', grantee: 'principal_arn' },
  ],
  aws_vpc_peering_connection: [{ on: 'vpc_id', onType: 'aws_vpc', grantee: 'peer_owner_id' }],
  aws_ec2_transit_gateway_peering_attachment: [
    { on: 'transit_gateway_id', onType: 'aws_ec2_transit_gateway', grantee: 'peer_account_id' },
  ],
  aws_vpclattice_auth_policy: policyOn('resource_identifier'),
};

export const awsOpenings: Table['openings'] = { ...policies, ...shares, ...lists, ...networks };
