import { applicationDefaults } from '../../domain/workload/application-defaults';
import type { ApplicationTest } from '../application/testing';
import { backupDefaults, databaseDefaults, serviceDefaults, variableDefaults } from './defaults';
import { type MemoryWorkload, newParts, partProcedures } from './memory-parts.testing';
import { CANARY } from './project.testing';
import type { ConfigurationCaller } from './tree';

type Input = Record<string, unknown>;

/** How an application is created from a source, by the last part of the REST path. */
const sources = {
  dockerimage: { procedure: 'createDockerImage', source_kind: 'image', build_pack: 'dockerimage' },
  public: { procedure: 'createPublic', source_kind: 'public_git' },
  'private-deploy-key': { procedure: 'createPrivateDeployKey', source_kind: 'deploy_key' },
  dockerfile: { procedure: 'createDockerfile', source_kind: 'dockerfile', build_pack: 'dockerfile' },
  dockercompose: { procedure: 'createDockerCompose', source_kind: 'compose', build_pack: 'dockercompose' },
};

/** Engines, each with one secret that Gantry generates for a database. */
const engines: Readonly<Record<string, string>> = {
  postgresql: 'postgres_password',
  mysql: 'mysql_password',
  mariadb: 'mariadb_password',
  mongodb: 'mongo_initdb_root_password',
  redis: 'redis_password',
  keydb: 'keydb_password',
  dragonfly: 'dragonfly_password',
  clickhouse: 'clickhouse_admin_password',
};
const creationOf = (engine: string) => `create${engine.charAt(0).toUpperCase()}${engine.slice(1)}`;

/** Members that are base64 in requests and plain text in responses. */
const encoded = ['dockerfile', 'custom_nginx_configuration', 'docker_compose_raw'];

function decoded(input: Input): Input {
  const decode = (name: string, value: unknown) =>
    encoded.includes(name) && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, decode(name, value)]));
}

/**
 * For tests only: the procedures that read and write a configuration, in memory. They return what the real ones return
 * to an owner; the integration test checks the same property against those.
 */
export function memoryTree() {
  let count = 0;
  const ids = () => {
    count++;
    return { id: count, uuid: String(count).padStart(24, 'u') };
  };
  const projects = new Map<string, { name: string; description: string | null; variables: Input[] }>();
  const environments: { project: string; name: string; description: string | null; variables: Input[] }[] =
    [];
  const workloads = new Map<string, MemoryWorkload>();

  const projectOf = (uuid: unknown) => found(projects.get(String(uuid)));
  const environmentOf = ({ uuid, environment_name_or_uuid: name }: Input) =>
    found(environments.find((each) => each.project === uuid && each.name === name));
  const workloadOf = ({ uuid }: Input) => found(workloads.get(String(uuid)));

  function create(kind: MemoryWorkload['kind'], defaults: Input, input: Input) {
    const { tags, urls, ...fields } = decoded(input);
    const { id, uuid } = ids();
    const made = { id, uuid, kind, fields: { ...defaults, ...fields }, urls: new Map(), ...newParts() };
    workloads.set(uuid, made);
    update({ uuid, urls });
    partProcedures(workloadOf, ids).attachTags({ uuid, tag_names: tags ?? [] });
    return { uuid };
  }

  function update({ uuid, urls, ...input }: Input) {
    const workload = workloadOf({ uuid });
    Object.assign(workload.fields, decoded(input));
    // A list of names and addresses: the real procedure has validated it.
    for (const { name, url } of (urls ?? []) as { name: string; url: string }[]) workload.urls.set(name, url);
    return { uuid };
  }

  function of(kind: MemoryWorkload['kind'], project: unknown, environment: unknown) {
    return [...workloads.values()]
      .filter((each) => each.kind === kind)
      .filter(({ fields }) => fields.project_uuid === project && fields.environment_name === environment)
      .map(({ id, uuid, fields }) => ({ id, uuid, name: fields.name }));
  }

  const variables = (rowsOf: (input: Input) => Input[]) => ({
    listEnvs: (input: Input) => rowsOf(input),
    createEnv: ({ key, value, uuid: _, environment_name_or_uuid: _1, ...flags }: Input, { id } = ids()) =>
      rowsOf({ uuid: _, environment_name_or_uuid: _1 }).push({
        id,
        ...variableDefaults,
        key,
        value,
        ...flags,
      }),
  });

  const tree = {
    project: {
      list: () => [...projects].map(([uuid, { name }]) => ({ uuid, name })),
      get: ({ uuid }: Input) => projectOf(uuid),
      create: (
        { name, description = null }: { name: string; description?: string | null },
        { uuid } = ids(),
      ) => {
        projects.set(uuid, { name, description, variables: [] });
        environments.push({ project: uuid, name: 'production', description: null, variables: [] });
        return { uuid };
      },
    },
    projectVariable: variables(({ uuid }) => projectOf(uuid).variables),
    environmentVariable: variables((input) => environmentOf(input).variables),
    environment: {
      list: ({ uuid }: Input) => environments.filter(({ project }) => project === uuid),
      create: ({ uuid, name }: Input) =>
        environments.push({ project: String(uuid), name: String(name), description: null, variables: [] }),
      get: (input: Input) => {
        const { project, name, description } = environmentOf(input);
        return {
          description,
          applications: of('application', project, name),
          databases: of('database', project, name),
          services: of('stack', project, name),
        };
      },
    },
    application: {
      ...partProcedures(workloadOf, ids),
      ...Object.fromEntries(
        Object.values(sources).map(({ procedure, ...fixed }) => [
          procedure,
          (input: Input) =>
            create(
              'application',
              { ...applicationDefaults, private_key_uuid: null, ...fixed },
              { destination_uuid: null, ...input },
            ),
        ]),
      ),
      update,
      get: (input: Input) => {
        const { fields } = workloadOf(input);
        return { ...fields, settings: fields, fqdn: fields.domains, docker_compose_domains: null };
      },
    },
    database: {
      ...partProcedures(workloadOf, ids),
      ...Object.fromEntries(
        Object.entries(engines).map(([engine, secret]) => [
          creationOf(engine),
          (input: Input) => {
            const made = { type: `standalone-${engine}`, image: `${engine}:latest`, [secret]: CANARY };
            return create('database', { ...databaseDefaults, ...made }, { destination_uuid: null, ...input });
          },
        ]),
      ),
      update,
      get: (input: Input) => workloadOf(input).fields,
      listBackups: (input: Input) => workloadOf(input).backups,
      createBackup: ({ uuid, ...backup }: Input) =>
        workloadOf({ uuid }).backups.push({ ...ids(), ...backupDefaults, ...backup }),
    },
    stack: {
      ...partProcedures(workloadOf, ids),
      create: (input: Input) =>
        create('stack', { ...serviceDefaults, service_type: null }, { destination_uuid: null, ...input }),
      update,
      get: (input: Input) => {
        const { fields, urls } = workloadOf(input);
        return { ...fields, applications: [{ name: 'web', fqdn: urls.get('web') ?? null }], databases: [] };
      },
    },
  };

  return {
    // The tree has the procedures that a configuration calls, with the members that it reads.
    caller: tree as unknown as ConfigurationCaller,
    rest: restOf(tree),
  };
}

const parts: Readonly<Record<string, string>> = {
  backups: 'createBackup',
  environments: 'create',
  envs: 'createEnv',
  'scheduled-tasks': 'createTask',
  storages: 'createStorage',
  tags: 'attachTags',
};
const routers: Readonly<Record<string, string>> = {
  applications: 'application',
  databases: 'database',
  projects: 'project',
  services: 'stack',
};

/** Map the REST calls with which tests build a project to calls of the tree. */
function restOf(tree: object): ApplicationTest['call'] {
  return async (_method, path, body) => {
    const [, collection = '', at, part] = path.split('/');
    const owner =
      part === 'environments'
        ? 'environment'
        : part === 'envs' && collection === 'projects'
          ? 'projectVariable'
          : routers[collection];
    const source = Object.entries(sources).find(([name]) => name === at)?.[1].procedure;
    const engine = at !== undefined && Object.hasOwn(engines, at) ? creationOf(at) : 'create';
    const procedure: unknown = Reflect.get(
      Reflect.get(tree, owner ?? ''),
      part ? (parts[part] ?? '') : (source ?? engine),
    );
    if (typeof procedure !== 'function') throw new Error(`Nothing answers ${path}.`);
    const answer: unknown = procedure({ ...Object(body), ...(part ? { uuid: at } : {}) });
    return { status: 201, body: Object(answer), headers: new Headers() };
  };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('There is no such object.');
  return value;
}
