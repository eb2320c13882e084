import type { At } from '../at';
import { filled, type Members } from '../draft';
import { textOf } from '../read-json';
import type { Leave } from '../workload';
import { knownMembers } from './workloads';

/** Settings that Gantry accepts for an application from a compose file. */
const ofFile = (
  'description build_pack connect_to_docker_network use_build_secrets disable_build_cache stop_grace_period ' +
  'docker_images_to_keep pre_deployment_command pre_deployment_command_container post_deployment_command ' +
  'post_deployment_command_container'
).split(' ');
const ofRepository = (
  'git_branch git_commit_sha watch_paths base_directory docker_compose_location preview_url_template is_auto_deploy_enabled ' +
  'is_preview_deployments_enabled is_pr_deployments_public_enabled is_git_submodules_enabled is_git_lfs_enabled ' +
  'is_git_shallow_clone_enabled manual_webhook_secret_github manual_webhook_secret_gitlab manual_webhook_secret_bitbucket ' +
  'manual_webhook_secret_gitea'
).split(' ');

/** Settings that change what runs, and why they are not imported. */
const changing: readonly (readonly [name: string, reason: string])[] = [
  ['docker_compose_custom_build_command', 'The compose file defines how services are built.'],
  ['docker_compose_custom_start_command', 'The compose file defines how services are started.'],
  ['is_raw_compose_deployment_enabled', 'Raw compose deployments are not supported.'],
  [
    'is_preserve_repository_enabled',
    'Files that the compose file references are copied into the containers.',
  ],
];

/** Convert an application from a compose file to a part of a document. @param leave called with what is not imported */
export function composeMembers(
  application: Members,
  known: ReadonlySet<string>,
  { at, leave }: { at: At; leave: Leave },
): Members {
  const {
    settings,
    git_repository: repository,
    git_full_url: url,
    docker_compose_domains: domains,
  } = application;
  const sent = { ...Object(settings), ...application };
  for (const [name, reason] of changing)
    if (textOf(sent[name]) !== null || sent[name] === true) leave(reason, `/${name}`);
  const isGit = textOf(repository) !== null;
  const names = [...ofFile, ...(isGit ? ofRepository : ['docker_compose_raw'])];
  return filled({
    ...knownMembers(sent, new Set(names.filter((name) => known.has(name))), at),
    git_repository: isGit ? (textOf(url) ?? repository) : null,
    docker_compose_domains: serviceDomains(domains, leave),
  });
}

/**
 * Parse the domains of services: `{"web": {"domain": "https://…"}}` as text, which Coolify sends, or a list with names.
 */
function serviceDomains(sent: unknown, leave: Leave): { name: string; domain: string }[] {
  const read: unknown = typeof sent === 'string' && sent !== '' ? parsed(sent, leave) : sent;
  const entries: [string, unknown][] = Array.isArray(read)
    ? read.map((each) => [String(Object(each).name), each])
    : Object.entries(Object(read || {}));
  return entries
    .flatMap(([name, each]) => {
      const domain = textOf(Object(each).domain);
      return domain === null ? [] : [{ name, domain }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function parsed(text: string, leave: Leave): unknown {
  try {
    return JSON.parse(text);
  } catch {
    leave('It is not valid JSON, so the domains of the services are unknown.', '/docker_compose_domains');
    return null;
  }
}
