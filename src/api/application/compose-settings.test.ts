import { describe, expect, it } from 'vitest';
import { applicationDefaults } from '../../domain/workload/application-defaults';
import { composeRefusal } from '../../domain/workload/compose-settings';

/** Settings that the engine reads, or the code that starts it. */
const used = [
  'name',
  'description',
  'build_pack',
  'docker_compose_domains',
  'connect_to_docker_network',
  'ignore_unknown_keys',
  'use_build_secrets',
  'disable_build_cache',
  'max_restart_count',
  'stop_grace_period',
  'docker_images_to_keep',
  'pre_deployment_command',
  'pre_deployment_command_container',
  'post_deployment_command',
  'post_deployment_command_container',
];

/** Settings that apply only if the compose file is in a repository. */
const usedOfRepository = [
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
];

/** Settings that clients must send with every application. */
const accepted = ['ports_exposes'];

const names = Object.keys(applicationDefaults);

describe('settings of applications from a compose file', () => {
  it.each([
    ['a repository', true, [...used, ...usedOfRepository, ...accepted]],
    ['Gantry', false, [...used, ...accepted]],
  ])('are refused where they have no effect: compose file of %s', (_, isOfRepository, expected) => {
    const left = names.filter((name) => composeRefusal(name, { isOfRepository }) === null);
    expect(left.sort()).toEqual(expected.filter((name) => name !== 'build_pack' && name !== 'name').sort());
  });
});
