/** Defaults of a database of any engine. The image and the fields of the engine are always in the document. */
export const databaseDefaults: Readonly<Record<string, unknown>> = {
  description: null,
  is_public: false,
  public_port: null,
  public_port_timeout: 3600,
  enable_ssl: false,
  ssl_mode: null,
  limits_memory: '0',
  limits_memory_swap: '0',
  limits_memory_swappiness: 60,
  limits_memory_reservation: '0',
  limits_cpus: '0',
  limits_cpuset: null,
  limits_cpu_shares: 1024,
  health_check_enabled: true,
  health_check_interval: 15,
  health_check_timeout: 5,
  health_check_retries: 5,
  health_check_start_period: 5,
};

export const serviceDefaults: Readonly<Record<string, unknown>> = {
  description: null,
  connect_to_docker_network: false,
  ignore_unknown_keys: false,
  is_container_label_escape_enabled: true,
};

export const variableDefaults: Readonly<Record<string, unknown>> = {
  is_literal: false,
  is_multiline: false,
  is_shown_once: false,
  is_runtime: true,
  is_buildtime: true,
  comment: null,
};

export const sharedVariableDefaults: Readonly<Record<string, unknown>> = {
  is_literal: false,
  is_multiline: false,
  is_shown_once: false,
  comment: null,
};

/** Defaults of the backup configuration of a database. Its frequency is always in the document. */
export const backupDefaults: Readonly<Record<string, unknown>> = {
  enabled: true,
  save_s3: false,
  s3_storage_uuid: null,
  databases_to_backup: null,
  dump_all: false,
  timeout: 3600,
  database_backup_retention_amount_locally: 0,
  database_backup_retention_days_locally: 0,
  database_backup_retention_max_storage_locally: 0,
  database_backup_retention_amount_s3: 0,
  database_backup_retention_days_s3: 0,
  database_backup_retention_max_storage_s3: 0,
};

export const taskDefaults: Readonly<Record<string, unknown>> = {
  container: null,
  enabled: true,
  timeout: 300,
  timezone: null,
};
