import type { z } from 'zod';
import { parseGitRepository } from '../../domain/input/git/git-repository';
import type { ComposeColumn, SealedColumn } from '../../services/application-rows/sealed';
import type { ApplicationRow } from '../../services/applications/list';
import type { ApplicationDetail } from '../../services/applications/read';
import { toPlainTimestamp, toTimestamp } from '../wire/timestamp';
import type { applicationInList, applicationSummary, applicationWire } from './schema';
import { toApplicationSettings } from './settings-wire';

type Full = z.infer<typeof applicationInList>;
type Summary = z.infer<typeof applicationSummary>;

/** A function that opens a sealed column of the row. */
export type OpenColumn = (row: ApplicationRow, column: SealedColumn | ComposeColumn) => string | null;

function toApplicationSummary(row: ApplicationRow): Summary {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    build_pack: row.buildPack,
    docker_registry_image_name: row.dockerRegistryImageName,
    docker_registry_image_tag: row.dockerRegistryImageTag,
    environment_id: row.environmentId,
    environment_name: row.environmentName,
    environment_uuid: row.environmentUuid,
    fqdn: row.fqdn,
    git_branch: row.gitBranch,
    git_repository: row.gitRepository,
    project_name: row.projectName,
    project_uuid: row.projectUuid,
    server_id: row.serverId,
    server_name: row.serverName,
    server_uuid: row.serverUuid,
    source_kind: row.sourceKind,
    status: row.status,
    tags: row.tagNames,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

export function toApplicationWire(row: ApplicationDetail, open: OpenColumn): z.infer<typeof applicationWire> {
  return { ...toApplicationListItem(row, open), is_configuration_changed: row.isConfigurationChanged };
}

/** @param open may return null for callers who may not see secrets: redaction omits them */
export function toApplicationListItem(row: ApplicationRow, open: OpenColumn): Full {
  return {
    base_directory: row.baseDirectory,
    build_command: row.buildCommand,
    compose_parsing_version: null,
    config_hash: row.configHash,
    custom_docker_run_options: row.customDockerRunOptions,
    custom_healthcheck_found: false,
    custom_labels: base64(row.customLabels),
    custom_network_aliases: row.customNetworkAliases,
    custom_nginx_configuration: row.customNginxConfiguration,
    deleted_at: row.deletingAt === null ? null : toTimestamp(row.deletingAt),
    destination_id: row.destinationId,
    destination_type: 'App\\Models\\StandaloneDocker', // Coolify's responses contain the class name
    destination_uuid: row.destinationUuid,
    docker_compose: open(row, 'composed'),
    docker_compose_custom_build_command: row.dockerComposeCustomBuildCommand,
    docker_compose_custom_start_command: row.dockerComposeCustomStartCommand,
    docker_compose_domains:
      row.dockerComposeDomains === null ? null : JSON.stringify(row.dockerComposeDomains),
    docker_compose_location: row.dockerComposeLocation,
    docker_compose_raw: open(row, 'composedRaw'),
    dockerfile: row.dockerfile,
    dockerfile_location: row.dockerfileLocation,
    dockerfile_target_build: row.dockerfileTargetBuild,
    git_commit_sha: row.gitCommitSha,
    git_full_url: row.gitRepository === null ? null : (parseGitRepository(row.gitRepository)?.url ?? null),
    health_check_command: row.healthCheckCommand,
    health_check_enabled: row.healthCheckEnabled,
    health_check_host: row.healthCheckHost,
    health_check_interval: row.healthCheckInterval,
    health_check_method: row.healthCheckMethod,
    health_check_path: row.healthCheckPath,
    health_check_port: row.healthCheckPort,
    health_check_response_text: row.healthCheckResponseText,
    health_check_retries: row.healthCheckRetries,
    health_check_return_code: row.healthCheckReturnCode,
    health_check_scheme: row.healthCheckScheme,
    health_check_start_period: row.healthCheckStartPeriod,
    health_check_timeout: row.healthCheckTimeout,
    health_check_type: row.healthCheckType,
    http_basic_auth_password: open(row, 'httpBasicAuthPassword'),
    http_basic_auth_username: row.httpBasicAuthUsername,
    install_command: row.installCommand,
    is_http_basic_auth_enabled: row.isHttpBasicAuthEnabled,
    last_online_at: row.lastOnlineAt === null ? null : toPlainTimestamp(row.lastOnlineAt),
    limits_cpu_shares: row.limitsCpuShares,
    limits_cpus: row.limitsCpus,
    limits_cpuset: row.limitsCpuset,
    limits_memory: row.limitsMemory,
    limits_memory_reservation: row.limitsMemoryReservation,
    limits_memory_swap: row.limitsMemorySwap,
    limits_memory_swappiness: row.limitsMemorySwappiness,
    manual_webhook_secret_bitbucket: open(row, 'manualWebhookSecretBitbucket'),
    manual_webhook_secret_gitea: open(row, 'manualWebhookSecretGitea'),
    manual_webhook_secret_github: open(row, 'manualWebhookSecretGithub'),
    manual_webhook_secret_gitlab: open(row, 'manualWebhookSecretGitlab'),
    max_restart_count: row.maxRestartCount,
    noindex_domains: row.noindexDomains === null ? null : row.noindexDomains.split(','),
    ports_exposes: row.portsExposes,
    ports_mappings: row.portsMappings,
    post_deployment_command: row.postDeploymentCommand,
    post_deployment_command_container: row.postDeploymentCommandContainer,
    pre_deployment_command: row.preDeploymentCommand,
    pre_deployment_command_container: row.preDeploymentCommandContainer,
    preview_url_template: row.previewUrlTemplate,
    private_key_id: row.privateKeyId,
    private_key_uuid: row.privateKeyUuid,
    publish_directory: row.publishDirectory,
    redirect: row.redirect === 'www' || row.redirect === 'non-www' ? row.redirect : 'both',
    repository_project_id: row.repositoryId,
    settings: toApplicationSettings(row),
    source_id: row.githubAppId ?? row.gitlabAppId,
    start_command: row.startCommand,
    static_image: row.staticImage,
    swarm_placement_constraints: null,
    swarm_replicas: null,
    watch_paths: row.watchPaths,
    watch_refs: row.watchRefs,
    // Last: V8 takes a thousand times longer for a spread that a long literal follows.
    ...toApplicationSummary(row),
  };
}

/**
 * Encode a text that is base64 in requests and responses. The Dockerfile and the nginx configuration are read as text.
 */
function base64(text: string | null): string | null {
  return text === null ? null : Buffer.from(text, 'utf8').toString('base64');
}
