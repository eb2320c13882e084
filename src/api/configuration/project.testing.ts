import fc from 'fast-check';
import type { ApplicationTest } from '../application/testing';

/** For tests only: text in every secret value. No document or plan may contain it. */
export const CANARY = 'canary7f3a';

/** Compose files are secrets as a whole. This one has every kind of value that a file may ask for. */
const COMPOSE = `services:
  web:
    image: nginx:1.27
    environment:
      - TITLE=\${TITLE:-plain}
      - TOKEN=\${SERVICE_PASSWORD_WEB}
      - NOTE=${CANARY}
    volumes:
      - data:/data
  store:
    image: redis:7
volumes:
  data:
`;
const DOCKERFILE = `FROM ${CANARY}\n`;

const base64 = (text: string) => Buffer.from(text).toString('base64');
const LABELS = base64('team=blue');

/** Get values for all secrets of a document, as a user who knows them would. */
export function secretsOf(document: string): Record<string, string> {
  const names = Array.from(document.matchAll(/!secret ("(?:[^"\\]|\\.)*"|[^\s,}]+)/g), ([, name = '']) =>
    name.startsWith('"') ? (JSON.parse(name) as string) : name,
  );
  return Object.fromEntries(names.map((name) => [name, secretValue(name)]));
}

function secretValue(name: string): string {
  if (name.endsWith('.dockerfile')) return DOCKERFILE;
  if (name.endsWith('.docker_compose_raw')) return COMPOSE;
  if (name.endsWith('.custom_labels')) return LABELS;
  return CANARY;
}

const key = fc.constantFrom<string>('DATABASE_URL', 'API_TOKEN', 'MODE', 'LONG_NAME_2');
const text = fc.constantFrom<string>(
  'plain',
  'with: colon # and hash',
  'quotes \' and "',
  'ünïcode',
  '- dash',
  'null',
);
const name = fc.constantFrom<string>('web', 'worker', 'api: v2', 'true', '007', 'a/b', '-', 'on');
const variable = fc.record(
  { key, is_literal: fc.boolean(), is_multiline: fc.boolean(), is_buildtime: fc.boolean(), comment: text },
  { requiredKeys: ['key'] },
);
const variables = fc.uniqueArray(variable, { selector: (each) => each.key, maxLength: 3 });
const tags = fc.uniqueArray(fc.constantFrom<string>('blue', 'green'));
const task = fc.record(
  {
    name: fc.constantFrom<string>('tick', 'clean: up', '1'),
    command: fc.constantFrom<string>('date', 'sh -c "echo \'a\' && b"'),
    frequency: fc.constantFrom<string>('0 3 * * *', '*/5 * * * *'),
    enabled: fc.boolean(),
    timeout: fc.integer({ min: 60, max: 3600 }),
    timezone: fc.constantFrom<string | null>(null, 'UTC', 'Europe/Berlin'),
  },
  { requiredKeys: ['name', 'command', 'frequency'] },
);
const tasks = fc.uniqueArray(task, { selector: (each) => each.name, maxLength: 2 });

const storage = fc.constantFrom<Record<string, unknown>>(
  { type: 'persistent', name: 'data', mount_path: '/data' },
  { type: 'persistent', name: 'bound', mount_path: '/bound', host_path: '/srv/bound' },
  { type: 'file', mount_path: '/etc/app.conf', content: CANARY },
  { type: 'file', mount_path: '/etc/other.conf', content: CANARY, is_preview_suffix_enabled: false },
  { type: 'file', mount_path: '/etc/folder', fs_path: 'folder', is_directory: true },
  { type: 'file', mount_path: '/srv/folder', fs_path: '/srv/folder', is_directory: true },
  { type: 'file', mount_path: '/etc/hosts.conf', fs_path: '/srv/hosts.conf', is_host_file: true },
);

const application = fc.record({
  source: fc.constantFrom('dockerimage', 'public', 'private-deploy-key', 'dockerfile', 'dockercompose'),
  fields: fc.record({ name, description: text }, { requiredKeys: ['name'] }),
  settings: fc.record(
    {
      ports_exposes: fc.constantFrom<string>('80', '3000,8080'),
      health_check_path: fc.constantFrom<string>('/', '/healthz'),
      health_check_enabled: fc.boolean(),
      limits_memory: fc.constantFrom<string>('0', '512m'),
      is_auto_deploy_enabled: fc.boolean(),
      preview_limit: fc.integer({ min: 1, max: 100 }),
      preview_network: fc.constantFrom('own', 'environment'),
      preview_limits_memory: fc.constantFrom<string | null>(null, '256m'),
      start_command: text,
      stop_grace_period: fc.integer({ min: 1, max: 60 }),
      custom_labels: fc.constant(LABELS),
      custom_nginx_configuration: fc.constant(base64('server { listen 80; }')),
      manual_webhook_secret_github: fc.constant(CANARY),
    },
    { requiredKeys: [] },
  ),
  git: fc.record(
    {
      git_branch: fc.constantFrom<string>('main', 'release/1'),
      build_pack: fc.constantFrom('nixpacks', 'static', 'dockerfile'),
      base_directory: fc.constantFrom<string>('/', '/app'),
      watch_paths: fc.constantFrom<string>('src/**', 'src/**\n!docs/**'),
      watch_refs: fc.constantFrom<string>('release/*', 'release/*\ntags/v*'),
      git_commit_sha: fc.constantFrom<string>('HEAD', 'a'.repeat(40)),
      is_git_submodules_enabled: fc.boolean(),
    },
    { requiredKeys: ['git_branch', 'build_pack'] },
  ),
  variables,
  storages: fc.uniqueArray(storage, { selector: (each) => each.mount_path, maxLength: 3 }),
  tasks,
  tags,
});

const backup = fc.record(
  {
    frequency: fc.constantFrom<string>('0 3 * * *', '30 */6 * * *'),
    enabled: fc.boolean(),
    databases_to_backup: fc.constantFrom<string>('one', 'one,two'),
    timeout: fc.integer({ min: 60, max: 3600 }),
    database_backup_retention_amount_locally: fc.integer({ min: 0, max: 9 }),
    database_backup_retention_days_locally: fc.integer({ min: 0, max: 9 }),
  },
  { requiredKeys: ['frequency'] },
);
const database = fc.record({
  engine: fc.constantFrom(
    'postgresql',
    'mysql',
    'mariadb',
    'mongodb',
    'redis',
    'keydb',
    'dragonfly',
    'clickhouse',
  ),
  fields: fc.record(
    {
      name: fc.constantFrom<string>('store', 'cache: 1'),
      description: text,
      limits_cpus: fc.constantFrom<string>('0', '0.5'),
    },
    { requiredKeys: ['name'] },
  ),
  backups: fc.array(backup, { maxLength: 2 }),
});

const service = fc.record({
  fields: fc.record(
    { name, description: text, connect_to_docker_network: fc.boolean() },
    { requiredKeys: ['name'] },
  ),
  url: fc.boolean(),
  variables,
  tasks,
  tags,
});

/** Generates projects. */
export const generatedProject = fc.record(
  {
    description: text,
    shared: fc.uniqueArray(key, { maxLength: 2 }),
    staging: fc.boolean(),
    applications: fc.array(application, { maxLength: 2 }),
    databases: fc.array(database, { maxLength: 1 }),
    services: fc.array(service, { maxLength: 1 }),
  },
  { requiredKeys: ['shared', 'staging', 'applications', 'databases', 'services'] },
);

type ValueOf<Arbitrary> = Arbitrary extends fc.Arbitrary<infer T> ? T : never;
export type GeneratedProject = ValueOf<typeof generatedProject>;
type GeneratedApplication = ValueOf<typeof application>;

const withBackups = ['postgresql', 'mysql', 'mariadb', 'mongodb'];

/**
 * Create a builder that makes projects as a user would, call by call, each with a name of its own. It returns their
 * uuids.
 */
export function projectBuilder(test: Pick<ApplicationTest, 'place' | 'call' | 'privateKeyUuid'>) {
  const made = async (path: string, body: unknown): Promise<string> => {
    const answer = await test.call('POST', path, body);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body.uuid;
  };
  let count = 0;
  return async (generated: GeneratedProject): Promise<string> => {
    const { description } = generated;
    const uuid = await made('/projects', {
      name: `Project ${count++}`,
      ...(description ? { description } : {}),
    });
    if (generated.staging) await made(`/projects/${uuid}/environments`, { name: 'staging' });
    for (const shared of generated.shared)
      await made(`/projects/${uuid}/envs`, { key: shared, value: CANARY });
    const place = { ...test.place, project_uuid: uuid };
    for (const [at, each] of generated.applications.entries()) {
      const environment_name = generated.staging && at % 2 === 1 ? 'staging' : 'production';
      const path = `/applications/${await addApplication({ ...place, environment_name }, each)}`;
      const isComposed = each.source === 'dockercompose'; // its storages are in its file
      await addParts(path, each, isComposed ? 'web' : undefined);
      for (const storage of isComposed ? [] : each.storages) await made(`${path}/storages`, storage);
    }
    for (const { engine, fields, backups } of generated.databases) {
      const id = await made(`/databases/${engine}`, { ...place, ...fields });
      for (const backup of withBackups.includes(engine) ? backups : [])
        await made(`/databases/${id}/backups`, backup);
    }
    for (const { fields, url, ...rest } of generated.services) {
      const urls = url ? [{ name: 'web', url: `https://shop-${count}.example.com` }] : [];
      const input = { ...place, ...fields, urls, docker_compose_raw: base64(COMPOSE) };
      await addParts(`/services/${await made('/services', input)}`, rest, 'web');
    }
    return uuid;
  };

  async function addApplication(
    place: object,
    { source, fields, settings, git, tags }: GeneratedApplication,
  ): Promise<string> {
    const own = {
      dockerimage: { docker_registry_image_name: 'nginx', autogenerate_domain: false },
      public: { git_repository: 'https://git.example.com/team/shop', ...git, autogenerate_domain: false },
      'private-deploy-key': {
        git_repository: 'git@git.example.com:team/shop.git',
        private_key_uuid: test.privateKeyUuid,
        ...git,
        autogenerate_domain: false,
      },
      dockerfile: { dockerfile: base64(DOCKERFILE), autogenerate_domain: false },
      dockercompose: { docker_compose_raw: base64(COMPOSE) },
    }[source];
    const rest = source === 'dockercompose' ? {} : settings;
    return made(`/applications/${source}`, { ...place, ...fields, ...rest, ...own, tags });
  }

  async function addParts(
    path: string,
    { variables, tasks, tags }: Pick<GeneratedApplication, 'variables' | 'tasks' | 'tags'>,
    container?: string,
  ): Promise<void> {
    for (const variable of variables) await made(`${path}/envs`, { ...variable, value: CANARY });
    for (const task of tasks) await made(`${path}/scheduled-tasks`, { ...task, container });
    if (tags.length > 0) await test.call('POST', `${path}/tags`, { tag_names: tags });
  }
}
