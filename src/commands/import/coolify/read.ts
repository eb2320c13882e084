import { exitCodeOf, exitCodes } from '../../exit-code';
import type { At } from '../at';
import { type Draft, type Members, ProjectDraft } from '../draft';
import type { Target } from '../place';
import { type JsonSource, objects, textOf } from '../read-json';
import { addWorkload, deployKey, type Leave, type Section } from '../workload';
import { composeMembers } from './compose';
import { backupsPart, storagesPart, tasksPart, variablesPart } from './parts';
import { applicationMembers, knownMembers, serviceUrls, sourceOf, withoutElsewhere } from './workloads';

interface Reading {
  source: JsonSource;
  target: Target;
  all: Draft;
  /** Address of the server of each workload, by the uuid of the workload. */
  machines: ReadonlyMap<string, string>;
  /** Private keys by number. */
  keys: ReadonlyMap<unknown, Members>;
}

/** Read all projects of a Coolify that its token may see, or those with a name. */
export async function readCoolify(source: JsonSource, target: Target, only?: string): Promise<Draft> {
  const all: Draft = { projects: [], left: [], data: [] };
  const reading: Reading = {
    source,
    target,
    all,
    machines: await readMachines(source),
    keys: await readKeys(source, all),
  };
  for (const { uuid, name, description } of objects(await source.get('/projects'))) {
    if (only !== undefined && name !== only) continue;
    const project = new ProjectDraft(String(name), textOf(description));
    const { environments } = Object(await source.get(`/projects/${uuid}`));
    for (const environment of objects(environments))
      await readEnvironment(reading, project, String(uuid), String(environment.name));
    all.projects.push(project.finish());
  }
  return all;
}

async function readMachines(source: JsonSource): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { uuid, ip } of objects(await source.get('/servers')))
    for (const resource of objects(await source.get(`/servers/${uuid}/resources`)))
      found.set(String(resource.uuid), String(ip));
  return found;
}

async function readKeys(source: JsonSource, draft: Draft): Promise<Map<unknown, Members>> {
  try {
    return new Map(objects(await source.get('/security/keys')).map((key) => [key.id, key]));
  } catch (error) {
    if (exitCodeOf(error) !== exitCodes.notPermitted) throw error;
    draft.left.push({ what: 'private keys', reason: 'The token may not read them.' });
    return new Map();
  }
}

async function readEnvironment(
  reading: Reading,
  draft: ProjectDraft,
  project: string,
  environment: string,
): Promise<void> {
  draft.addEnvironment(environment);
  const answer = Object(await reading.source.get(`/projects/${project}/${encodeURIComponent(environment)}`));
  const { applications, services, ...rest } = answer;
  const databases = Object.values(rest).flatMap(objects);
  for (const { uuid } of objects(applications))
    await readOne(reading, draft, environment, 'applications', String(uuid));
  for (const { uuid } of databases) await readOne(reading, draft, environment, 'databases', String(uuid));
  for (const { uuid } of objects(services))
    await readOne(reading, draft, environment, 'services', String(uuid));
}

async function readOne(
  reading: Reading,
  draft: ProjectDraft,
  environment: string,
  section: Section,
  uuid: string,
): Promise<void> {
  const { source, machines } = reading;
  const object: Members = Object(await source.get(`/${section}/${uuid}`));
  const found = {
    draft,
    environment,
    section,
    name: textOf(object.name) ?? uuid,
    ip: machines.get(uuid) ?? null,
  };
  const part = (path: string) => source.get(`/${section}/${uuid}/${path}`);
  await addWorkload(reading, found, async (at, leave) => {
    const members = membersOf(reading, section, object, { at, leave });
    if (typeof members === 'string') return members;
    const { storages, volumes, engineVolume } =
      section === 'services'
        ? { storages: {}, volumes: [], engineVolume: null }
        : storagesPart(await part('storages'), uuid, at);
    const leaveVariable = (variable: string, reason: string) => leave(reason, `/variables/${variable}`);
    const parts = {
      members,
      variables: variablesPart(await part('envs'), at, leaveVariable),
      storages,
      tasks: section === 'databases' ? {} : tasksPart(await part('scheduled-tasks')),
      backups: section === 'databases' ? backupsPart(await part('backups')) : [],
    };
    if (section !== 'databases') return { ...parts, data: { prefix: uuid, volumes } };
    const engine = String(object.type ?? object.database_type).replace('standalone-', '');
    const database = { engine, container: uuid, volume: engineVolume ?? `${engine}-data-${uuid}` };
    return { ...parts, data: { prefix: uuid, volumes, database } };
  });
}

/** Convert a workload itself, or return why it is not imported. */
function membersOf(
  { target, keys }: Reading,
  section: Section,
  object: Members,
  { at, leave }: { at: At; leave: Leave },
): Members | string {
  const known = target.members[section];
  switch (section) {
    case 'applications': {
      const source = sourceOf(object);
      if ('reason' in source) return source.reason;
      const own =
        object.build_pack === 'dockercompose'
          ? composeMembers(object, known, { at, leave })
          : applicationMembers(object, known, at);
      const members = { source: source.source, ...own };
      if (source.source !== 'deploy_key') return members;
      const { name, fingerprint } = Object(keys.get(source.key));
      const key = deployKey(target, { name: textOf(name), fingerprint: textOf(fingerprint) });
      return typeof key === 'string' ? key : { ...members, ...key };
    }
    case 'databases': {
      const type = object.database_type ?? object.type;
      return { type, ...knownMembers(object, withoutElsewhere(known), at) };
    }
    case 'services': {
      if (!textOf(object.docker_compose_raw))
        return 'The token may not read its compose file. Use one with read:sensitive.';
      return { ...knownMembers(object, withoutElsewhere(known), at), urls: serviceUrls(object) };
    }
  }
}
