import { CANARY, type GeneratedProject } from './project.testing';

/** For tests only: an empty project. */
export const emptyProject: GeneratedProject = {
  shared: [],
  staging: false,
  applications: [],
  databases: [],
  services: [],
};

export const plainApplication: GeneratedProject['applications'][number] = {
  source: 'dockerimage',
  fields: { name: 'web' },
  settings: {},
  git: { git_branch: 'main', build_pack: 'static' },
  variables: [],
  storages: [],
  tasks: [],
  tags: [],
};

const task = { name: 'tick', command: 'date', frequency: '0 3 * * *' };
const databases = ['postgresql', 'mysql', 'mariadb', 'mongodb'] as const;
const caches = ['redis', 'keydb', 'dragonfly', 'clickhouse'] as const;

/** Examples of each kind of object that a project can contain, one at a time. */
export const examples: Readonly<Record<string, Partial<GeneratedProject>>> = {
  'shared variables in two environments': {
    description: 'plain',
    shared: ['API_TOKEN', 'MODE'],
    staging: true,
  },
  'applications of images': {
    staging: true,
    applications: [
      plainApplication,
      {
        ...plainApplication,
        settings: { ports_exposes: '80', limits_memory: '512m' },
        tags: ['blue', 'green'],
      },
    ],
  },
  'an application of a public repository': { applications: [{ ...plainApplication, source: 'public' }] },
  'an application that a deploy key opens': {
    applications: [
      {
        ...plainApplication,
        source: 'private-deploy-key',
        git: {
          git_branch: 'release/1',
          build_pack: 'dockerfile',
          base_directory: '/app',
          watch_paths: 'src/**\n!docs/**',
          watch_refs: 'release/*\ntags/v*',
          git_commit_sha: 'a'.repeat(40),
          is_git_submodules_enabled: false,
        },
      },
    ],
  },
  'an application of a Dockerfile': { applications: [{ ...plainApplication, source: 'dockerfile' }] },
  'an application of a compose file': { applications: [{ ...plainApplication, source: 'dockercompose' }] },
  'variables and tasks': {
    applications: [
      {
        ...plainApplication,
        variables: [
          { key: 'MODE', is_literal: true, comment: '- dash' },
          { key: 'API_TOKEN', is_multiline: true, is_buildtime: false },
        ],
        tasks: [
          task,
          { ...task, name: 'clean: up', enabled: false, timeout: 600, timezone: 'Europe/Berlin' },
        ],
      },
    ],
  },
  'storages of every kind': {
    applications: [
      {
        ...plainApplication,
        storages: [
          { type: 'persistent', name: 'data', mount_path: '/data' },
          { type: 'persistent', name: 'bound', mount_path: '/bound', host_path: '/srv/bound' },
          { type: 'file', mount_path: '/etc/app.conf', content: CANARY, is_preview_suffix_enabled: false },
          { type: 'file', mount_path: '/etc/folder', fs_path: 'folder', is_directory: true },
          { type: 'file', mount_path: '/srv/folder', fs_path: '/srv/folder', is_directory: true },
          { type: 'file', mount_path: '/etc/hosts.conf', fs_path: '/srv/hosts.conf', is_host_file: true },
        ],
      },
    ],
  },
  'databases with backups': {
    databases: databases.map((engine) => ({
      engine,
      fields: { name: engine, limits_cpus: '0.5' },
      backups: [
        { frequency: '0 3 * * *' },
        {
          frequency: '30 */6 * * *',
          enabled: false,
          timeout: 120,
          database_backup_retention_days_locally: 3,
        },
      ],
    })),
  },
  'databases without': {
    databases: caches.map((engine) => ({ engine, fields: { name: engine }, backups: [] })),
  },
  'a service': {
    services: [
      {
        fields: { name: 'blog', description: 'with: colon # and hash', connect_to_docker_network: true },
        url: true,
        variables: [{ key: 'MODE' }],
        tasks: [],
        tags: ['blue'],
      },
    ],
  },
};
