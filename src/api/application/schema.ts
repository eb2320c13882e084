import { z } from 'zod';
import { sensitive } from '../../domain/sensitive';
import { wireObject } from '../wire/object';
import { summaryList } from '../wire/summary-list';
import { timestamp } from '../wire/timestamp';
import { buildPack } from './fields';
import { applicationSettingsWire } from './settings-wire';

const text = z.string().nullable();

/** Fields that every list and page shows. */
const identity = {
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: text,
  build_pack: z.enum([...buildPack.options, 'dockerimage']),
  docker_registry_image_name: text,
  docker_registry_image_tag: text,
  environment_id: z.int(),
  environment_name: z.string(),
  environment_uuid: z.string(),
  fqdn: text,
  git_branch: text,
  git_repository: text,
  project_name: z.string(),
  project_uuid: z.string(),
  server_id: z.int(),
  server_name: z.string(),
  server_uuid: z.string(),
  source_kind: z.enum(['public_git', 'deploy_key', 'dockerfile', 'image', 'compose', 'github_app']),
  status: z.string(),
  tags: z.array(z.string()),
  created_at: timestamp,
  updated_at: timestamp,
};

/**
 * The remaining fields of the contract's object `Application`. Fields of build packs that do not exist yet are null.
 */
const details = {
  base_directory: z.string(),
  build_command: text,
  compose_parsing_version: text,
  config_hash: text,
  custom_docker_run_options: text,
  custom_healthcheck_found: z.boolean(),
  custom_labels: sensitive(text),
  custom_network_aliases: text,
  custom_nginx_configuration: text,
  deleted_at: text,
  destination_id: z.int(),
  destination_type: z.string(),
  destination_uuid: z.string(),
  docker_compose: sensitive(text),
  docker_compose_custom_build_command: text,
  docker_compose_custom_start_command: text,
  docker_compose_domains: text,
  docker_compose_location: z.string(),
  docker_compose_raw: sensitive(text),
  dockerfile: sensitive(text),
  dockerfile_location: z.string(),
  dockerfile_target_build: text,
  git_commit_sha: z.string(),
  git_full_url: text,
  health_check_command: text,
  health_check_enabled: z.boolean(),
  health_check_host: text,
  health_check_interval: z.int(),
  health_check_method: z.string(),
  health_check_path: z.string(),
  health_check_port: text,
  health_check_response_text: text,
  health_check_retries: z.int(),
  health_check_return_code: z.int(),
  health_check_scheme: z.string(),
  health_check_start_period: z.int(),
  health_check_timeout: z.int(),
  health_check_type: z.string(),
  http_basic_auth_password: sensitive(text),
  http_basic_auth_username: text,
  install_command: text,
  is_http_basic_auth_enabled: z.boolean(),
  last_online_at: text,
  limits_cpu_shares: z.int(),
  limits_cpus: z.string(),
  limits_cpuset: text,
  limits_memory: z.string(),
  limits_memory_reservation: z.string(),
  limits_memory_swap: z.string(),
  limits_memory_swappiness: z.int(),
  manual_webhook_secret_bitbucket: sensitive(text),
  manual_webhook_secret_gitea: sensitive(text),
  manual_webhook_secret_github: sensitive(text),
  manual_webhook_secret_gitlab: sensitive(text),
  max_restart_count: z.int(),
  noindex_domains: z.array(z.string()).nullable(),
  ports_exposes: text,
  ports_mappings: text,
  post_deployment_command: text,
  post_deployment_command_container: text,
  pre_deployment_command: text,
  pre_deployment_command_container: text,
  preview_url_template: z.string(),
  private_key_id: sensitive(z.int().nullable()),
  private_key_uuid: text,
  publish_directory: text,
  redirect: z.enum(['www', 'non-www', 'both']),
  repository_project_id: z.int().nullable(),
  settings: applicationSettingsWire,
  source_id: z.int().nullable(),
  start_command: text,
  static_image: z.string(),
  swarm_placement_constraints: text,
  swarm_replicas: z.int().nullable(),
  watch_paths: text,
  watch_refs: text,
};

/** An item of a list; with `?summary=1` only what cards and palettes show. */
export const applicationListItem = wireObject({ ...identity, ...z.object(details).partial().shape }).meta({
  id: 'ApplicationListItem',
});

export const applicationSummary = wireObject(identity);

export const applicationList = summaryList(applicationListItem, applicationSummary, 'destination_id');

/** An application in full, as an item of other responses. */
export const applicationInList = wireObject({ ...identity, ...details }).meta({ id: 'ApplicationInList' });

/** One application. */
export const applicationWire = wireObject({
  ...identity,
  ...details,
  is_configuration_changed: z
    .boolean()
    .meta({ description: 'Whether the configuration has changed since the last deployment.' }),
}).meta({ id: 'Application' });
