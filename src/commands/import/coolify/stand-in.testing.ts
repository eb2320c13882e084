import { CANARY, startStandIn } from '../stand-in.testing';

/** For tests only: a Coolify that responds to one token as its API documents for these objects. */
export async function startCoolify({ ip, fingerprint }: { ip: string; fingerprint: string }) {
  const token = '3|coolify-token';
  const answers = answersOf(ip, fingerprint);
  const standIn = await startStandIn({
    prefix: '/api/v1',
    answers,
    isTheirs: ({ headers }) => headers.authorization === `Bearer ${token}`,
  });
  return { ...standIn, token };
}

export const MAGIC = `${CANARY}-generated`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

const compose = `services:
  web:
    image: ghost:5
    environment:
      - PASSWORD=\${SERVICE_PASSWORD_WEB}
`;

/** Members of every application in Coolify. */
const common = {
  description: null,
  git_repository: null,
  git_branch: 'main',
  git_commit_sha: 'HEAD',
  git_full_url: null,
  base_directory: '/',
  health_check_enabled: false,
  health_check_path: '/',
  health_check_port: null,
  limits_memory: '0',
  limits_cpus: '0',
  redirect: 'both',
  dockerfile: null,
  docker_compose_raw: null,
  private_key_id: null,
  source_id: 0,
  source_type: 'App\\Models\\GithubApp',
  destination_type: 'App\\Models\\StandaloneDocker',
  destination_id: 0,
  environment_id: 1,
  status: 'running:healthy',
  settings: { is_auto_deploy_enabled: true, is_force_https_enabled: true, is_debug_enabled: false },
};

const variable = (key: string, value: string, more: Record<string, unknown> = {}) => ({
  uuid: `v-${key}`,
  key,
  value,
  real_value: value,
  is_preview: false,
  is_literal: false,
  is_multiline: false,
  is_shown_once: false,
  is_runtime: true,
  is_buildtime: true,
  comment: null,
  ...more,
});

const applications: Record<string, Record<string, unknown>> = {
  image: {
    build_pack: 'dockerimage',
    docker_registry_image_name: 'nginx',
    docker_registry_image_tag: '1.27',
    git_repository: 'coollabsio/coolify', // what Coolify has where there is no repository
    fqdn: 'https://shop.example.com',
    ports_exposes: '80',
    custom_labels: base64('traefik.enable=true\nteam=blue\ncoolify.managed=true'),
    is_http_basic_auth_enabled: true,
    http_basic_auth_username: 'admin',
    http_basic_auth_password: CANARY,
  },
  public: {
    build_pack: 'nixpacks',
    git_repository: 'team/site',
    git_full_url: 'https://git.example.com/team/site',
    fqdn: 'https://site.example.com',
    ports_exposes: '3000',
    start_command: 'npm start',
    settings: { ...common.settings, is_spa: true, is_auto_deploy_enabled: false },
  },
  private: {
    build_pack: 'static',
    git_repository: 'git@git.example.com:team/docs.git',
    ports_exposes: '80',
    private_key_id: 7,
    name: 'docs',
  },
  dockerfile: { build_pack: 'dockerfile', dockerfile: `FROM ${CANARY}`, ports_exposes: '80' },
  second: {
    build_pack: 'dockerimage',
    docker_registry_image_name: 'redis',
    ports_exposes: '6379',
    name: 'image',
  },
  app: { build_pack: 'nixpacks', git_repository: 'team/app', source_id: 4, ports_exposes: '80' },
  composed: {
    build_pack: 'dockercompose',
    git_repository: 'team/stack',
    git_full_url: 'https://git.example.com/team/stack',
    base_directory: '/deploy',
    docker_compose_location: '/compose.prod.yaml',
    docker_compose_domains: JSON.stringify({
      web: { domain: 'https://stack.example.com' },
      worker: { domain: null },
    }),
    docker_compose_raw: compose,
    docker_compose_custom_start_command: 'docker compose up -d',
    health_check_enabled: true,
    limits_memory: '512m',
    ports_exposes: '80',
  },
};

function answersOf(ip: string, fingerprint: string): Record<string, unknown> {
  const ids = Object.keys(applications);
  const found: Record<string, unknown> = {
    '/servers': [{ uuid: 's1', name: 'localhost', ip, user: 'root', port: 22 }],
    '/servers/s1/resources': [...ids, 'db1', 'cache1', 'svc1'].map((uuid) => ({ uuid, name: uuid })),
    '/security/keys': [{ id: 7, uuid: 'k7', name: 'deploy of another name', fingerprint }],
    '/projects': [
      { id: 1, uuid: 'p1', name: 'Shop', description: 'What we sell' },
      { id: 2, uuid: 'p2', name: 'Empty', description: null },
    ],
    '/projects/p1': {
      id: 1,
      uuid: 'p1',
      name: 'Shop',
      environments: [
        { id: 1, name: 'production' },
        { id: 2, name: 'staging' },
      ],
    },
    '/projects/p2': { id: 2, uuid: 'p2', name: 'Empty', environments: [{ id: 3, name: 'production' }] },
    '/projects/p2/production': { id: 3, name: 'production', applications: [] },
    '/projects/p1/production': {
      id: 1,
      name: 'production',
      applications: ids.map((uuid) => ({ uuid, name: uuid })),
      postgresqls: [{ uuid: 'db1', name: 'store' }],
      redis: [{ uuid: 'cache1', name: 'cache' }],
      mongodbs: [],
      services: [],
    },
    '/projects/p1/staging': {
      id: 2,
      name: 'staging',
      applications: [],
      postgresqls: [],
      services: [{ uuid: 'svc1', name: 'blog' }],
    },
    '/databases/db1': {
      uuid: 'db1',
      name: 'store',
      type: 'standalone-postgresql',
      database_type: 'standalone-postgresql',
      image: 'postgres:16-alpine',
      postgres_user: 'shop',
      postgres_password: CANARY,
      postgres_db: 'shop',
      is_public: false,
      limits_memory: '0',
    },
    '/databases/db1/envs': [],
    '/databases/db1/storages': {
      persistent_storages: [
        { name: 'postgres-data-db1', mount_path: '/var/lib/postgresql/data', host_path: null },
      ],
      file_storages: [],
    },
    '/databases/db1/backups': [
      {
        uuid: 'b1',
        frequency: '0 3 * * *',
        enabled: true,
        save_s3: true,
        database_backup_retention_days_locally: 7,
      },
    ],
    '/databases/cache1': {
      uuid: 'cache1',
      name: 'cache',
      type: 'standalone-redis',
      database_type: 'standalone-redis',
      image: 'redis:7.2',
      redis_password: CANARY,
    },
    '/databases/cache1/envs': [],
    '/databases/cache1/storages': { persistent_storages: [], file_storages: [] },
    '/databases/cache1/backups': [],
    '/services/svc1': {
      uuid: 'svc1',
      name: 'blog',
      service_type: 'ghost',
      docker_compose_raw: compose,
      connect_to_docker_network: true,
      applications: [{ name: 'web', fqdn: 'https://blog.example.com' }],
      databases: [],
    },
    '/services/svc1/envs': [variable('SERVICE_PASSWORD_WEB', MAGIC)],
    '/services/svc1/scheduled-tasks': [],
  };
  for (const [uuid, application] of Object.entries(applications)) {
    found[`/applications/${uuid}`] = { uuid, name: uuid, ...common, ...application };
    found[`/applications/${uuid}/envs`] = [];
    found[`/applications/${uuid}/storages`] = { persistent_storages: [], file_storages: [] };
    found[`/applications/${uuid}/scheduled-tasks`] = [];
  }
  found['/applications/image/envs'] = [
    variable('API_KEY', CANARY, { is_literal: true, comment: 'of the shop' }),
    variable('API_KEY', 'of previews', { is_preview: true }),
    { ...variable('HIDDEN', ''), value: undefined, real_value: undefined },
  ];
  found['/applications/image/storages'] = {
    persistent_storages: [{ name: 'image-uploads', mount_path: '/uploads', host_path: null }],
    file_storages: [
      {
        mount_path: '/etc/app.conf',
        fs_path: '/data/coolify/applications/image/etc/app.conf',
        is_directory: false,
        content: CANARY,
      },
      {
        mount_path: '/srv/files',
        fs_path: '/data/coolify/applications/image/files',
        is_directory: true,
        content: null,
      },
    ],
  };
  found['/applications/image/scheduled-tasks'] = [
    {
      uuid: 't1',
      name: 'clean',
      command: 'php artisan clean',
      frequency: '0 4 * * *',
      container: null,
      enabled: true,
      timeout: 300,
    },
  ];
  return found;
}
