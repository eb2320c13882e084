import { applicationDefaults } from './application-defaults';

const IN_FILE = 'This is set in the compose file';
const OF_SERVICES = 'This is set for each service of the compose file';
const NO_IMAGE = 'The compose file defines how services are built';
const NO_REPOSITORY = 'The application is not built from a repository.';

/**
 * Settings that an application from a compose file does not use, by wire name, with the alternative. All others have
 * an effect, except `ports_exposes`, which clients must send with every application.
 */
const refusals: Readonly<Record<string, string>> = {
  domains: 'The services of its compose file have domains. Send docker_compose_domains.',
  noindex_domains: `${OF_SERVICES}. Set noindex_domains of the service.`,
  redirect: `${OF_SERVICES}. Set redirect in docker_compose_domains.`,
  is_gzip_enabled: `${OF_SERVICES}. Set is_gzip_enabled of the service.`,
  is_stripprefix_enabled: `${OF_SERVICES}. Set is_stripprefix_enabled of the service.`,
  is_force_https_enabled:
    'A service with an https domain always redirects to it. Use an http domain instead.',
  is_http_basic_auth_enabled: 'Basic authentication is not available for services of a compose file.',
  http_basic_auth_username: 'Basic authentication is not available for services of a compose file.',
  http_basic_auth_password: 'Basic authentication is not available for services of a compose file.',

  static_image: `${NO_IMAGE}: use image.`,
  install_command: `${NO_IMAGE}: use a Dockerfile.`,
  build_command: `${NO_IMAGE}: use a Dockerfile.`,
  start_command: `${IN_FILE}: use command.`,
  publish_directory: `${NO_IMAGE}: use a Dockerfile.`,
  dockerfile: `${NO_IMAGE}: use build.dockerfile_inline.`,
  dockerfile_location: `${NO_IMAGE}: use build.dockerfile.`,
  dockerfile_target_build: `${NO_IMAGE}: use build.target.`,
  docker_registry_image_name: `${IN_FILE}: use image.`,
  docker_registry_image_tag: `${IN_FILE}: use image.`,
  use_build_server: 'Services are built on the server they run on.',
  inject_build_args_to_dockerfile: `${NO_IMAGE}: use build.args.`,
  include_source_commit_in_build: `${NO_IMAGE}: use build.args.`,
  is_static: `${NO_IMAGE}: use a Dockerfile.`,
  is_spa: `${NO_IMAGE}: use a Dockerfile.`,
  custom_nginx_configuration: `${IN_FILE}: use configs.`,
  docker_compose_custom_build_command: `${NO_IMAGE}.`,
  docker_compose_custom_start_command: 'The compose file defines how services are started.',
  is_raw_compose_deployment_enabled: 'Raw compose deployments are not supported.',
  is_preserve_repository_enabled:
    'The repository is not kept on the server. Files that the compose file references are copied into the containers.',

  ports_mappings: `${IN_FILE}: use ports.`,
  custom_network_aliases: `${IN_FILE}: use networks.aliases.`,
  custom_docker_run_options: `${IN_FILE}: each option has a key there.`,
  custom_labels: `${IN_FILE}: use labels.`,
  is_container_label_escape_enabled:
    'Labels are used as written in the compose file. Write $$ for a dollar sign.',
  is_consistent_container_name_enabled: 'Containers are named after their services.',
  custom_internal_name: 'Containers are named after their services. Use networks.aliases for more names.',

  health_check_enabled: `${IN_FILE}: use healthcheck.`,
  health_check_type: `${IN_FILE}: use healthcheck.`,
  health_check_command: `${IN_FILE}: use healthcheck.test.`,
  health_check_path: `${IN_FILE}: use healthcheck.test.`,
  health_check_port: `${IN_FILE}: use healthcheck.test.`,
  health_check_host: `${IN_FILE}: use healthcheck.test.`,
  health_check_method: `${IN_FILE}: use healthcheck.test.`,
  health_check_return_code: `${IN_FILE}: use healthcheck.test.`,
  health_check_scheme: `${IN_FILE}: use healthcheck.test.`,
  health_check_response_text: `${IN_FILE}: use healthcheck.test.`,
  health_check_interval: `${IN_FILE}: use healthcheck.interval.`,
  health_check_timeout: `${IN_FILE}: use healthcheck.timeout.`,
  health_check_retries: `${IN_FILE}: use healthcheck.retries.`,
  health_check_start_period: `${IN_FILE}: use healthcheck.start_period.`,

  limits_memory: `${IN_FILE}: use mem_limit.`,
  limits_memory_swap: `${IN_FILE}: use memswap_limit.`,
  limits_memory_swappiness: 'Services of a compose file use Docker’s default swappiness.',
  limits_memory_reservation: `${IN_FILE}: use mem_reservation.`,
  limits_cpus: `${IN_FILE}: use cpus.`,
  limits_cpuset: `${IN_FILE}: use cpuset.`,
  limits_cpu_shares: `${IN_FILE}: use cpu_shares.`,

  is_env_sorting_enabled: 'Variables keep the order of the compose file.',
  is_log_drain_enabled: 'Logs are not sent to another service.',
  is_gpu_enabled: `${IN_FILE}: use gpus.`,
  gpu_driver: `${IN_FILE}: use gpus.`,
  gpu_count: `${IN_FILE}: use gpus.`,
  gpu_device_ids: `${IN_FILE}: use gpus.`,
  gpu_options: `${IN_FILE}: use gpus.`,
};

/** Settings of a repository, which an application with a stored compose file does not have. */
const ofRepository: ReadonlySet<string> = new Set([
  'git_repository',
  'git_branch',
  'git_commit_sha',
  'watch_paths',
  'watch_refs',
  'base_directory',
  'docker_compose_location',
  'preview_url_template',
  'is_auto_deploy_enabled',
  'is_preview_deployments_enabled',
  'is_pr_deployments_public_enabled',
  'preview_limit',
  'preview_expiry_days',
  'preview_network',
  'preview_limits_memory',
  'preview_limits_cpus',
  'is_git_submodules_enabled',
  'is_git_lfs_enabled',
  'is_git_shallow_clone_enabled',
  'manual_webhook_secret_github',
  'manual_webhook_secret_gitlab',
  'manual_webhook_secret_bitbucket',
  'manual_webhook_secret_gitea',
]);

/**
 * Get the alternative to a setting that has no effect on an application from a compose file; null when it has one.
 * @param name of the wire
 */
export function composeRefusal(name: string, { isOfRepository }: { isOfRepository: boolean }): string | null {
  if (!isOfRepository && ofRepository.has(name)) return NO_REPOSITORY;
  return refusals[name] ?? null;
}

/** Whether a setting has the default value of a new application: clients send whole objects. */
export function isUsualSetting(name: string, value: unknown): boolean {
  return value === applicationDefaults[name];
}
