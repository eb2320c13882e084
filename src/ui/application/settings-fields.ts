import { generalSettings, healthTimings, limitSettings } from '../workload/common-settings';
import type { SettingGroup } from '../workload/setting-field';
import type { ApplicationChanges } from './use-update-application';

type Group = SettingGroup<keyof ApplicationChanges & string>;

const image: Group = {
  title: 'Source',
  description:
    'The image that is pulled and run. A private one is pulled with the docker login of root on the server.',
  fields: [
    { name: 'docker_registry_image_name', label: 'Image', kind: 'text', mono: true, half: true },
    { name: 'docker_registry_image_tag', label: 'Tag or digest', kind: 'text', mono: true, half: true },
  ],
};

const git: Group = {
  title: 'Source',
  description: 'The repository that is fetched for each deployment.',
  fields: [
    { name: 'git_repository', label: 'Repository', kind: 'text', mono: true },
    { name: 'git_branch', label: 'Branch', kind: 'text', mono: true, half: true },
    {
      name: 'git_commit_sha',
      label: 'Commit',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'HEAD follows the branch',
    },
    { name: 'is_git_submodules_enabled', label: 'Submodules', kind: 'switch', hint: 'Fetch submodules too' },
    { name: 'is_git_lfs_enabled', label: 'Large files', kind: 'switch', hint: 'Fetch Git LFS objects' },
    {
      name: 'is_git_shallow_clone_enabled',
      label: 'Shallow',
      kind: 'switch',
      hint: 'Fetch one commit instead of the history',
    },
  ],
};

const build: Group = {
  title: 'Build',
  description: 'How the source becomes an image. Paths begin with /, the root of the repository.',
  fields: [
    {
      name: 'build_pack',
      label: 'Build pack',
      kind: 'select',
      options: [
        ['dockerfile', 'Dockerfile'],
        ['static', 'Static site'],
        ['nixpacks', 'Nixpacks'],
        ['railpack', 'Railpack'],
        ['buildpacks', 'Buildpacks'],
      ],
    },
    { name: 'base_directory', label: 'Base directory', kind: 'text', mono: true, half: true },
    {
      name: 'publish_directory',
      label: 'Publish directory',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'Static files that are served',
    },
    { name: 'dockerfile_location', label: 'Dockerfile', kind: 'text', mono: true, half: true },
    { name: 'dockerfile_target_build', label: 'Target stage', kind: 'text', mono: true, half: true },
    {
      name: 'install_command',
      label: 'Install command',
      kind: 'text',
      mono: true,
      hint: 'Nixpacks, Railpack: replaces the detected one',
    },
    { name: 'build_command', label: 'Build command', kind: 'text', mono: true },
    { name: 'start_command', label: 'Start command', kind: 'text', mono: true },
    {
      name: 'is_static',
      label: 'Serve as static site',
      kind: 'switch',
      hint: 'Put the built files behind a web server',
    },
    { name: 'is_spa', label: 'Single page', kind: 'switch', hint: 'Unknown paths answer index.html' },
    {
      name: 'disable_build_cache',
      label: 'Never use the cache',
      kind: 'switch',
      hint: 'Slower, always fresh',
    },
    {
      name: 'use_build_secrets',
      label: 'Build secrets',
      kind: 'switch',
      hint: 'Hand variables to the build without keeping them in the image',
    },
    {
      name: 'use_build_server',
      label: 'Build server',
      kind: 'switch',
      hint: 'Build on a server for builds, and bring the image to the server of the application',
    },
    {
      name: 'docker_registry_image_name',
      label: 'Registry image',
      kind: 'text',
      mono: true,
      placeholder: 'registry.example.com/team/web',
      hint: 'Built images are pushed there, as root of the server is logged in. Empty: they stay on the servers',
    },
  ],
};

/** Of an application whose compose file is in its repository. */
const compose: Group = {
  title: 'Compose file',
  description: 'The file that says what runs, as it is at the commit of each deployment.',
  fields: [
    {
      name: 'base_directory',
      label: 'Base directory',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'Paths of the file begin here',
    },
    {
      name: 'docker_compose_location',
      label: 'Location',
      kind: 'text',
      mono: true,
      half: true,
      placeholder: '/docker-compose.yaml',
      hint: 'Below the base directory',
    },
    {
      name: 'disable_build_cache',
      label: 'Never use the cache',
      kind: 'switch',
      hint: 'Builds of its services are slower, always fresh',
    },
    {
      name: 'use_build_secrets',
      label: 'Build secrets',
      kind: 'switch',
      hint: 'Give builds the build-time variables as secrets, which a Dockerfile mounts by name',
    },
  ],
};

const checked = { health_check_enabled: true };
const checkedByHttp = { ...checked, health_check_type: 'http' };
const checkedByCommand = { ...checked, health_check_type: 'cmd' };

const health: Group = {
  title: 'Health check',
  description: 'A new version gets traffic when this passes. Without it, its port must accept connections.',
  fields: [
    {
      name: 'health_check_enabled',
      label: 'Check',
      kind: 'switch',
      hint: 'Wait for the check before switching traffic',
    },
    {
      name: 'health_check_type',
      when: checked,
      label: 'Kind',
      kind: 'select',
      half: true,
      options: [
        ['http', 'HTTP request'],
        ['cmd', 'Command in the container'],
      ],
    },
    {
      name: 'health_check_command',
      when: checkedByCommand,
      label: 'Command',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'Runs in the container; success is exit code 0',
    },
    {
      name: 'health_check_method',
      when: checkedByHttp,
      label: 'Method',
      kind: 'select',
      half: true,
      options: ['GET', 'HEAD', 'POST', 'OPTIONS'].map((method) => [method, method] as const),
    },
    { name: 'health_check_path', when: checkedByHttp, label: 'Path', kind: 'text', mono: true, half: true },
    {
      name: 'health_check_port',
      when: checkedByHttp,
      label: 'Port',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'Empty: the first exposed port',
    },
    {
      name: 'health_check_return_code',
      when: checkedByHttp,
      label: 'Expected status',
      kind: 'number',
      half: true,
    },
    ...healthTimings,
  ],
};

const network: Group = {
  title: 'Network',
  description: 'What the proxy reaches inside, and what the server publishes outside.',
  fields: [
    {
      name: 'ports_exposes',
      label: 'Container ports',
      kind: 'text',
      mono: true,
      half: true,
      placeholder: '3000',
      hint: 'Empty: what the image exposes; none for a worker',
    },
    {
      name: 'ports_mappings',
      label: 'Published ports',
      kind: 'text',
      mono: true,
      half: true,
      placeholder: '8080:80',
      hint: 'host:container, ranges too (28000-28003:28000-28003/udp); rules out deployments without a pause',
    },
    {
      name: 'custom_network_aliases',
      label: 'Network aliases',
      kind: 'text',
      mono: true,
      hint: 'More names by which other workloads reach it',
    },
  ],
};

const lifecycle: Group['fields'] = [
  { name: 'max_restart_count', label: 'Restarts until given up', kind: 'number', half: true },
  {
    name: 'stop_grace_period',
    label: 'Time to stop, seconds',
    kind: 'number',
    half: true,
    hint: 'For open requests, before the old version is stopped',
  },
  {
    name: 'docker_images_to_keep',
    label: 'Images kept',
    kind: 'number',
    half: true,
    hint: 'For going back',
  },
];

const limits: Group = limitSettings(lifecycle);

const commands: Group = {
  title: 'Commands',
  description: 'They run with sh -c in a container. When the one before fails, nothing is replaced.',
  fields: [
    { name: 'pre_deployment_command', label: 'Before a deployment', kind: 'text', mono: true, half: true },
    {
      name: 'pre_deployment_command_container',
      label: 'In the container',
      kind: 'text',
      mono: true,
      half: true,
    },
    { name: 'post_deployment_command', label: 'After a deployment', kind: 'text', mono: true, half: true },
    {
      name: 'post_deployment_command_container',
      label: 'In the container',
      kind: 'text',
      mono: true,
      half: true,
    },
  ],
};

/** Of a compose file: a container goes by the name of its service. */
const commandsOfServices: Group = {
  ...commands,
  description: `${commands.description} Name the service when the compose file has several.`,
  fields: commands.fields.map((field) =>
    field.name.endsWith('_container') ? { ...field, label: 'In the service' } : field,
  ),
};

/** The rest of an application from a compose file, which says the other limits itself. */
const services: Group = {
  title: 'Services',
  description: 'What holds for all services of the compose file.',
  fields: [
    {
      name: 'connect_to_docker_network',
      label: 'Shared network',
      kind: 'switch',
      hint: 'Join the network of the environment too',
    },
    ...lifecycle,
  ],
};

export const settingGroups = {
  general: generalSettings,
  image,
  git,
  build,
  compose,
  health,
  network,
  limits,
  commands,
  commandsOfServices,
  services,
};
