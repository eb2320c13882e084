import type { SettingGroup } from '../workload/setting-field';
import type { ApplicationChanges } from './use-update-application';

type Group = SettingGroup<keyof ApplicationChanges & string>;

export const image: Group = {
  title: 'Source',
  description: 'The image to pull and run. A private image is pulled with root’s Docker login on the server.',
  fields: [
    { name: 'docker_registry_image_name', label: 'Image', kind: 'text', mono: true, half: true },
    { name: 'docker_registry_image_tag', label: 'Tag or digest', kind: 'text', mono: true, half: true },
  ],
};

export const git: Group = {
  title: 'Source',
  description: 'The repository to fetch for each deployment.',
  fields: [
    { name: 'git_repository', label: 'Repository', kind: 'text', mono: true },
    { name: 'git_branch', label: 'Branch', kind: 'text', mono: true, half: true },
    {
      name: 'git_commit_sha',
      label: 'Commit',
      kind: 'text',
      mono: true,
      half: true,
      hint: 'HEAD means the latest commit of the branch',
    },
    { name: 'is_git_submodules_enabled', label: 'Submodules', kind: 'switch', hint: 'Also fetch submodules' },
    { name: 'is_git_lfs_enabled', label: 'Large files', kind: 'switch', hint: 'Fetch Git LFS objects' },
    {
      name: 'is_git_shallow_clone_enabled',
      label: 'Shallow',
      kind: 'switch',
      hint: 'Fetch only one commit, without the history',
    },
  ],
};

export const build: Group = {
  title: 'Build',
  description: 'How the source is built into an image. Paths start with /, the root of the repository.',
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
      hint: 'Folder with the static files to serve',
    },
    { name: 'dockerfile_location', label: 'Dockerfile', kind: 'text', mono: true, half: true },
    { name: 'dockerfile_target_build', label: 'Target stage', kind: 'text', mono: true, half: true },
    {
      name: 'install_command',
      label: 'Install command',
      kind: 'text',
      mono: true,
      hint: 'For Nixpacks and Railpack: replaces the detected command',
    },
    { name: 'build_command', label: 'Build command', kind: 'text', mono: true },
    { name: 'start_command', label: 'Start command', kind: 'text', mono: true },
    {
      name: 'is_static',
      label: 'Serve as static site',
      kind: 'switch',
      hint: 'Serve the built files with a web server',
    },
    { name: 'is_spa', label: 'Single page', kind: 'switch', hint: 'Serve index.html for unknown paths' },
    {
      name: 'disable_build_cache',
      label: 'Never use the cache',
      kind: 'switch',
      hint: 'Slower, but always from scratch',
    },
    {
      name: 'use_build_secrets',
      label: 'Build secrets',
      kind: 'switch',
      hint: 'Pass variables to the build without storing them in the image',
    },
    {
      name: 'use_build_server',
      label: 'Build server',
      kind: 'switch',
      hint: 'Build on a build server and transfer the image to the application’s server',
    },
    {
      name: 'docker_registry_image_name',
      label: 'Registry image',
      kind: 'text',
      mono: true,
      placeholder: 'registry.example.com/team/web',
      hint: 'Built images are pushed here with root’s Docker login on the server. If empty, they stay on the servers',
    },
  ],
};
