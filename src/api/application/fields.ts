import { z } from 'zod';
import { portsExposes, portsMappings } from '../../domain/input/address/port-list';
import { previewUrlTemplate } from '../../domain/input/address/preview-url-template';
import { publicDomainList } from '../../domain/input/address/public-domain-list';
import { base64Text } from '../../domain/input/base64-text';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { buildStage } from '../../domain/input/docker/build-argument';
import { customLabels } from '../../domain/input/docker/custom-labels';
import { containerName, networkAliases, slug } from '../../domain/input/docker/docker-name';
import { dockerRunOptions } from '../../domain/input/docker/docker-run-options';
import * as health from '../../domain/input/docker/health-check';
import { imageName, imageTag } from '../../domain/input/docker/image-reference';
import { cpuLimit, memoryLimit } from '../../domain/input/docker/limits';
import { checkoutDirectory, checkoutFile } from '../../domain/input/git/checkout-path';
import { commitSha } from '../../domain/input/git/commit';
import { gitBranch } from '../../domain/input/git/git-branch';
import { gitRepository } from '../../domain/input/git/git-repository';
import { multiLine, singleLine } from '../../domain/input/text';
import { previewNetworks } from '../../domain/workload/network';
import { clearable, orDefault } from '../wire/clearable';
import { limitFields } from '../workload/limit-fields';

/**
 * The whitelist APP of coolify-api §2: the fields that create and PATCH accept. Each value is checked by the one
 * validator of its kind. Base64 fields parse to their text.
 */

const COMMAND_BYTES = 64 * 1024;
const LINE_BYTES = 1024;

const redirect = z.enum(['www', 'non-www', 'both']);
const flag = z.boolean();

/** A list, or the comma-separated text that older clients send. Parses to comma-separated text. */
const noindexDomains = z
  .union([z.array(publicDomainList).max(500), publicDomainList])
  .nullable()
  .transform((domains) => (Array.isArray(domains) ? domains.join(',') : domains) || null);

const textFields = {
  name: displayName,
  description: description.nullable(),
  domains: publicDomainList.nullable(),
  noindex_domains: noindexDomains,
  redirect: orDefault(redirect, 'both'),
  git_repository: gitRepository,
  git_branch: gitBranch,
  git_commit_sha: commitSha,
  watch_paths: clearable(multiLine(COMMAND_BYTES)),
  watch_refs: clearable(multiLine(COMMAND_BYTES)),
  preview_url_template: previewUrlTemplate,
};

/** Build packs that can be written. `dockerimage` can only be read. */
export const buildPack = z.enum([
  'nixpacks',
  'railpack',
  'static',
  'dockerfile',
  'dockercompose',
  'buildpacks',
]);

const buildFields = {
  build_pack: buildPack,
  static_image: imageName,
  install_command: clearable(multiLine(COMMAND_BYTES)),
  build_command: clearable(multiLine(COMMAND_BYTES)),
  start_command: clearable(multiLine(COMMAND_BYTES)),
  base_directory: checkoutDirectory,
  publish_directory: clearable(checkoutDirectory),
  dockerfile: base64Text,
  dockerfile_location: checkoutFile,
  docker_registry_image_name: clearable(imageName),
  docker_registry_image_tag: clearable(imageTag),
  use_build_server: orDefault(flag, false),
  use_build_secrets: flag,
  disable_build_cache: flag,
  inject_build_args_to_dockerfile: flag,
  include_source_commit_in_build: flag,
  is_static: flag,
  is_spa: flag,
  custom_nginx_configuration: base64Text.nullable(),
};

const composeFields = {
  docker_compose_location: checkoutFile,
  docker_compose_domains: z
    .array(
      z.strictObject({
        name: containerName,
        domain: publicDomainList,
        redirect: redirect.nullable().optional(),
      }),
    )
    .max(500)
    .nullable(),
  docker_compose_custom_start_command: clearable(multiLine(COMMAND_BYTES)),
  docker_compose_custom_build_command: clearable(multiLine(COMMAND_BYTES)),
  is_raw_compose_deployment_enabled: flag,
  is_preserve_repository_enabled: flag,
  connect_to_docker_network: flag,
  ignore_unknown_keys: flag,
};

const networkFields = {
  ports_exposes: clearable(portsExposes),
  ports_mappings: clearable(portsMappings),
  custom_network_aliases: clearable(networkAliases),
  custom_docker_run_options: clearable(dockerRunOptions),
  custom_labels: base64Text.pipe(customLabels).nullable(),
  is_container_label_escape_enabled: flag,
  is_gzip_enabled: flag,
  is_stripprefix_enabled: flag,
  is_force_https_enabled: flag,
  is_consistent_container_name_enabled: flag,
  custom_internal_name: clearable(slug),
};

const healthFields = {
  health_check_enabled: flag,
  health_check_type: z.enum(health.healthCheckTypes),
  health_check_command: clearable(health.healthCheckCommand),
  health_check_path: health.healthCheckPath,
  health_check_port: clearable(health.healthCheckPort),
  health_check_host: orDefault(health.healthCheckHost, 'localhost'),
  health_check_method: z.enum(health.healthCheckMethods),
  health_check_return_code: health.healthCheckReturnCode,
  health_check_scheme: z.enum(health.healthCheckSchemes),
  health_check_response_text: clearable(health.healthCheckResponseText),
  health_check_interval: health.healthCheckSeconds,
  health_check_timeout: health.healthCheckSeconds,
  health_check_retries: health.healthCheckRetries,
  health_check_start_period: health.healthCheckStartPeriod,
};

const runFields = {
  ...limitFields,
  max_restart_count: z.int().min(0).max(1000),
  stop_grace_period: orDefault(z.int().min(1).max(3600), 30),
};

const deployFields = {
  is_auto_deploy_enabled: flag,
  is_preview_deployments_enabled: flag,
  is_pr_deployments_public_enabled: flag,
  preview_limit: z.int().min(1).max(100),
  preview_expiry_days: z.int().min(0).max(3650),
  preview_network: z.enum(previewNetworks),
  preview_limits_memory: clearable(memoryLimit),
  preview_limits_cpus: clearable(cpuLimit),
  is_git_submodules_enabled: flag,
  is_git_lfs_enabled: flag,
  is_git_shallow_clone_enabled: flag,
  is_env_sorting_enabled: flag,
  docker_images_to_keep: z.int().min(0).max(100),
  pre_deployment_command: clearable(multiLine(COMMAND_BYTES)),
  pre_deployment_command_container: clearable(containerName),
  post_deployment_command: clearable(multiLine(COMMAND_BYTES)),
  post_deployment_command_container: clearable(containerName),
  manual_webhook_secret_github: clearable(singleLine(LINE_BYTES)),
  manual_webhook_secret_gitlab: clearable(singleLine(LINE_BYTES)),
  manual_webhook_secret_bitbucket: clearable(singleLine(LINE_BYTES)),
  manual_webhook_secret_gitea: clearable(singleLine(LINE_BYTES)),
};

const otherFields = {
  is_http_basic_auth_enabled: flag,
  http_basic_auth_username: clearable(
    singleLine(255).refine((name) => !name.includes(':'), 'Must not contain a colon.'),
  ),
  http_basic_auth_password: clearable(singleLine(LINE_BYTES)),
  is_log_drain_enabled: flag,
  is_gpu_enabled: flag,
  gpu_driver: clearable(singleLine(255)),
  gpu_count: clearable(singleLine(255)),
  gpu_device_ids: clearable(singleLine(LINE_BYTES)),
  gpu_options: clearable(singleLine(LINE_BYTES)),
};

/** All fields of an application, each optional. An operation adds the ones that it requires. */
export const applicationFields = z
  .object({
    ...textFields,
    ...buildFields,
    ...composeFields,
    ...networkFields,
    ...healthFields,
    ...runFields,
    ...deployFields,
    ...otherFields,
  })
  .partial().shape;

export const dockerfileTargetBuild = clearable(buildStage);
