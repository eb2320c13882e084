import { generalSettings, limitSettings } from '../workload/common-settings';
import type { SettingGroup } from '../workload/setting-field';
import { health } from './health-settings';
import { build, git, image } from './source-settings';
import type { ApplicationChanges } from './use-update-application';

type Group = SettingGroup<keyof ApplicationChanges & string>;

const compose: Group = {
  title: 'Compose file',
  description: 'The file that defines what runs, read at the commit of each deployment.',
  fields: [
    {
      name: 'base_directory',
      label: 'Base directory',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'Paths in the file are relative to it',
    },
    {
      name: 'docker_compose_location',
      label: 'Location',
      kind: 'text',
      mono: true,
      half: true,
      placeholder: '/docker-compose.yaml',
      hint: 'Relative to the base directory',
    },
    {
      name: 'disable_build_cache',
      label: 'Never use the cache',
      kind: 'switch',
      hint: 'Builds are slower, but always from scratch',
    },
    {
      name: 'use_build_secrets',
      label: 'Build secrets',
      kind: 'switch',
      hint: 'Pass build-time variables as secrets, which a Dockerfile mounts by name',
    },
  ],
};

const network: Group = {
  title: 'Network',
  description: 'The ports that the proxy connects to, and those that the server publishes.',
  fields: [
    {
      name: 'ports_exposes',
      label: 'Container ports',
      kind: 'text',
      mono: true,
      half: true,
      placeholder: '3000',
      hint: 'If empty, the ports exposed by the image; none for a worker',
    },
    {
      name: 'ports_mappings',
      label: 'Published ports',
      kind: 'text',
      mono: true,
      half: true,
      placeholder: '8080:80',
      hint: 'host:container, ranges allowed (28000-28003:28000-28003/udp). With published ports, every deployment has a short downtime',
    },
    {
      name: 'custom_network_aliases',
      label: 'Network aliases',
      kind: 'text',
      mono: true,
      hint: 'Additional hostnames for other workloads to use',
    },
  ],
};

const lifecycle: Group['fields'] = [
  { name: 'max_restart_count', label: 'Maximum restarts', kind: 'number', half: true },
  {
    name: 'stop_grace_period',
    label: 'Stop timeout, seconds',
    kind: 'number',
    half: true,
    hint: 'Time for the old version to finish open requests',
  },
  {
    name: 'docker_images_to_keep',
    label: 'Images kept',
    kind: 'number',
    half: true,
    hint: 'Available for rollbacks',
  },
];

const limits: Group = limitSettings(lifecycle);

const commands: Group = {
  title: 'Commands',
  description:
    'Run with sh -c in a container. If the command before a deployment fails, nothing is replaced.',
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

/** Commands of an application with a compose file, where a container is called by the name of its service. */
const commandsOfServices: Group = {
  ...commands,
  description: `${commands.description} If the compose file has several services, name the one to use.`,
  fields: commands.fields.map((field) =>
    field.name.endsWith('_container') ? { ...field, label: 'In the service' } : field,
  ),
};

/** Remaining settings of an application with a compose file, which defines the limits itself. */
const services: Group = {
  title: 'Services',
  description: 'Applies to every service in the compose file.',
  fields: [
    {
      name: 'connect_to_docker_network',
      label: 'Shared network',
      kind: 'switch',
      hint: 'Also join the environment’s network',
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
