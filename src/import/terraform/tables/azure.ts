/** What resources of the Azure provider mean, by its documentation. */
import type { Movement, Table } from './table.ts';

const store = { kind: 'store' } as const;
const service = { kind: 'service' } as const;
const backup = { kind: 'backup' } as const;
const other = { isOther: true } as const;
const account = 'azurerm_storage_account';

// By the name until version 4 of the provider, by the id since version 5, and by either in between.
const OF_ACCOUNT = ['storage_account_id', 'storage_account_name'];

// Where an event subscription hands its events to, by the names before version 5 of the provider and since then.
const ENDPOINTS: readonly Movement[] = [
  'webhook_endpoint.url',
  'eventhub_endpoint_id',
  'eventhub_id',
  'service_bus_queue_endpoint_id',
  'service_bus_queue_id',
  'service_bus_topic_endpoint_id',
  'service_bus_topic_id',
  'storage_queue_endpoint.storage_account_id',
  'azure_function_endpoint.function_id',
  'hybrid_connection_endpoint_id',
  'hybrid_connection_id',
].map((to) => ({ to, isOther: true }));

export const azure: Table = {
  holders: {
    azurerm_storage_account: { ...store, key: 'customer_managed_key.key_vault_key_id' },
    azurerm_mssql_server: service,
    azurerm_mssql_database: {
      ...store,
      encrypted: ['transparent_data_encryption_enabled', 'transparent data encryption'],
    },
    azurerm_sql_database: store,
    azurerm_postgresql_server: store,
    azurerm_postgresql_flexible_server: store,
    azurerm_mysql_server: store,
    azurerm_mysql_flexible_server: store,
    azurerm_cosmosdb_account: store,
    azurerm_redis_cache: store,
    azurerm_key_vault: store,
    azurerm_kusto_cluster: store,
    azurerm_kusto_database: store,
    azurerm_synapse_workspace: service,
    azurerm_log_analytics_workspace: store,
    azurerm_application_insights: service,
    azurerm_eventhub_namespace: service,
    azurerm_eventhub: service,
    azurerm_servicebus_namespace: service,
    azurerm_servicebus_queue: service,
    azurerm_servicebus_topic: { ...service, isTransient: true },
    azurerm_eventgrid_topic: { ...service, isTransient: true },
    azurerm_container_registry: store,
    azurerm_managed_disk: store,
    azurerm_snapshot: backup,
    azurerm_image: backup,
    azurerm_recovery_services_vault: backup,
    azurerm_data_protection_backup_vault: backup,
    azurerm_netapp_volume: store,
    azurerm_linux_virtual_machine: { kind: 'server' },
    azurerm_windows_virtual_machine: { kind: 'server' },
    azurerm_virtual_machine: { kind: 'server' },
    azurerm_linux_function_app: service,
    azurerm_windows_function_app: service,
    azurerm_linux_web_app: service,
    azurerm_windows_web_app: service,
    azurerm_kubernetes_cluster: service,
    azurerm_data_factory: service,
    azurerm_databricks_workspace: service,
    azurerm_data_share: service,
  },
  aliases: {
    azurerm_storage_container: [OF_ACCOUNT, account],
    azurerm_storage_blob: [['storage_container_id', 'storage_account_name'], account],
    azurerm_storage_share: [OF_ACCOUNT, account],
    azurerm_storage_queue: [OF_ACCOUNT, account],
    azurerm_storage_table: [OF_ACCOUNT, account],
    azurerm_storage_data_lake_gen2_filesystem: ['storage_account_id', account],
    azurerm_eventhub_authorization_rule: ['eventhub_name', 'azurerm_eventhub'],
    azurerm_eventhub_namespace_authorization_rule: ['namespace_name', 'azurerm_eventhub_namespace'],
    azurerm_key_vault_key: ['key_vault_id', 'azurerm_key_vault'],
    azurerm_cosmosdb_sql_database: ['account_name', 'azurerm_cosmosdb_account'],
    azurerm_data_factory_linked_service_azure_blob_storage: ['service_endpoint', account],
  },
  movements: {
    azurerm_storage_object_replication: [
      {
        each: 'rules',
        from: '^source_storage_account_id',
        fromType: account,
        to: '^destination_storage_account_id',
        toType: account,
        // One container of several.
        narrowed: ['source_container_name', 'filter_out_blobs_with_prefix'],
      },
    ],
    azurerm_monitor_diagnostic_setting: [
      'storage_account_id',
      'log_analytics_workspace_id',
      'eventhub_authorization_rule_id',
      'partner_solution_id',
    ].map((to) => ({ from: 'target_resource_id', to, ...other })),
    azurerm_network_watcher_flow_log: [
      { from: 'target_resource_id', to: 'storage_account_id', toType: account, ...other },
    ],
    azurerm_eventhub: [
      { each: 'capture_description.destination', to: 'storage_account_id', toType: account },
    ],
    azurerm_servicebus_subscription: [
      { from: 'topic_id', fromType: 'azurerm_servicebus_topic', to: 'forward_to' },
    ],
    azurerm_servicebus_queue: [{ to: 'forward_to', toType: 'azurerm_servicebus_queue' }],
    azurerm_eventgrid_event_subscription: ENDPOINTS.map((each) => ({ ...each, from: 'scope' })),
    azurerm_eventgrid_system_topic_event_subscription: ENDPOINTS.map((each) => ({
      ...each,
      from: 'system_topic',
    })),
    azurerm_eventgrid_system_topic: ['source_arm_resource_id', 'source_resource_id'].map((from) => ({
      from,
      ...other,
    })),
    azurerm_mssql_database: [{ from: 'creation_source_database_id', fromType: 'azurerm_mssql_database' }],
    azurerm_mssql_failover_group: [
      {
        from: 'server_id',
        fromType: 'azurerm_mssql_server',
        to: 'partner_server.id',
        toType: 'azurerm_mssql_server',
      },
    ],
    azurerm_postgresql_server: [{ from: 'creation_source_server_id' }],
    azurerm_postgresql_flexible_server: [{ from: 'source_server_id' }],
    azurerm_mysql_flexible_server: [{ from: 'source_server_id' }],
    azurerm_managed_disk: [{ from: 'source_resource_id' }],
    azurerm_snapshot: [{ from: 'source_uri' }, { from: 'source_resource_id' }],
    azurerm_image: [{ from: 'source_virtual_machine_id' }],
    azurerm_data_share_dataset_blob_storage: [
      {
        from: 'storage_account.name',
        fromType: account,
        to: 'data_share_id',
        toType: 'azurerm_data_share',
        narrowed: ['file_path', 'folder_path'],
      },
    ],
    azurerm_data_share_dataset_data_lake_gen2: [
      {
        from: 'storage_account_id',
        fromType: account,
        to: 'share_id',
        toType: 'azurerm_data_share',
        narrowed: ['file_path', 'folder_path'],
      },
    ],
    azurerm_data_share_dataset_kusto_cluster: [
      {
        from: 'kusto_cluster_id',
        fromType: 'azurerm_kusto_cluster',
        to: 'share_id',
        toType: 'azurerm_data_share',
      },
    ],
    azurerm_data_share_dataset_kusto_database: [
      {
        from: 'kusto_database_id',
        fromType: 'azurerm_kusto_database',
        to: 'share_id',
        toType: 'azurerm_data_share',
      },
    ],
    azurerm_kusto_eventhub_data_connection: [
      {
        from: 'eventhub_id',
        fromType: 'azurerm_eventhub',
        to: 'cluster_name',
        toType: 'azurerm_kusto_cluster',
      },
    ],
    azurerm_log_analytics_data_export_rule: [
      {
        from: 'workspace_resource_id',
        fromType: 'azurerm_log_analytics_workspace',
        to: 'destination_resource_id',
        narrowed: ['table_names'],
      },
    ],
    azurerm_backup_protected_vm: [
      { from: 'source_vm_id', to: 'recovery_vault_name', toType: 'azurerm_recovery_services_vault' },
    ],
  },
  openings: {
    azurerm_storage_container: OF_ACCOUNT.map((on) => ({
      on,
      onType: account,
      everybody: true,
      when: { path: 'container_access_type', is: /^(?:blob|container)$/i },
    })),
    azurerm_storage_account_local_user: [{ on: 'storage_account_id', onType: account, grantee: 'name' }],
    azurerm_storage_account_sas: [{ on: 'connection_string', onType: account, bearer: true }],
    azurerm_storage_account_blob_container_sas: [{ on: 'connection_string', onType: account, bearer: true }],
    azurerm_role_assignment: [{ on: 'scope', grantee: 'principal_id', actions: 'role_definition_name' }],
    azurerm_key_vault_access_policy: [
      { on: 'key_vault_id', onType: 'azurerm_key_vault', grantee: 'object_id' },
    ],
    azurerm_key_vault: [{ each: 'access_policy', grantee: 'object_id' }],
    azurerm_lighthouse_definition: [
      { on: 'scope', grantee: 'managing_tenant_id', actions: 'authorization.role_definition_id' },
    ],
    azurerm_private_link_service: [
      { grantee: 'visibility_subscription_ids' },
      { grantee: 'auto_approval_subscription_ids' },
    ],
    azurerm_virtual_network_peering: [
      { on: 'virtual_network_name', onType: 'azurerm_virtual_network', grantee: 'remote_virtual_network_id' },
    ],
    azurerm_kusto_cluster_principal_assignment: [
      { on: 'cluster_name', onType: 'azurerm_kusto_cluster', grantee: 'tenant_id', actions: 'role' },
    ],
    azurerm_kusto_database_principal_assignment: [
      { on: 'database_name', onType: 'azurerm_kusto_database', grantee: 'tenant_id', actions: 'role' },
    ],
    azurerm_shared_image_gallery: [
      { everybody: true, when: { path: 'sharing.permission', is: /^community$/i } },
    ],
  },
};
