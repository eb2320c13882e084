import { generalSettings, limitSettings } from '../workload/common-settings';
import type { SettingGroup } from '../workload/setting-field';
import { health } from './health-settings';
import { build, git, image } from './source-settings';
import type { ApplicationChanges } from './use-update-application';

type Group = SettingGroup<keyof ApplicationChanges & string>;

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
