import { exitCodeOf, exitCodes } from '../../exit-code';
import type { At } from '../at';
import { copyDatabase, copyVolume } from '../data-commands';
import { type Draft, filled, type Members, ProjectDraft } from '../draft';
import type { Target } from '../place';
import { type JsonSource, objects, textOf } from '../read-json';
import { backupsPart, storagesPart, tasksPart, variablesPart } from './parts';
import { applicationMembers, knownMembers, serviceUrls, sourceOf, withoutElsewhere } from './workloads';

interface Reading {
  source: JsonSource;
  target: Target;
  draft: Draft;
  /** Address of the machine of a workload, by its uuid. */
  machines: ReadonlyMap<string, string>;
  /** Private keys by their numbers. */
  keys: ReadonlyMap<unknown, Members>;
}

/** Where the new name of a volume or a container is known only once the workload is there. */
const NEW_ID = 'NEW_UUID';

/** Read every project of a Coolify that its token sees, or those with a name. */
export async function readCoolify(source: JsonSource, target: Target, only?: string): Promise<Draft> {
  const draft: Draft = { projects: [], left: [], data: [] };
  const reading: Reading = {
    source,
    target,
    draft,
    machines: await readMachines(source),
    keys: await readKeys(source, draft),
  };
  for (const { uuid, name, description } of objects(await source.get('/projects'))) {
    if (only !== undefined && name !== only) continue;
    const project = new ProjectDraft(String(name), textOf(description));
    const { environments } = Object(await source.get(`/projects/${uuid}`));
    for (const environment of objects(environments))
      await readEnvironment(reading, project, String(uuid), String(environment.name));
    draft.projects.push(project.finish());
  }
  return draft;
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

type Section = 'applications' | 'databases' | 'services';

async function readOne(
  reading: Reading,
  draft: ProjectDraft,
  environment: string,
  section: Section,
  uuid: string,
): Promise<void> {
  const { source, target, draft: all } = reading;
  const object: Members = Object(await source.get(`/${section}/${uuid}`));
  const name = textOf(object.name) ?? uuid;
  const key = draft.keyOf(environment, section, name);
  const what = `${draft.name}/${environment}/${section}/${key}`;
  const leave = (reason: string, part = '') => all.left.push({ what: what + part, reason });
  const ip = reading.machines.get(uuid) ?? null;
  const server = target.serverOf(ip);
  if (server === null)
    return void leave(`Gantry has no server ${ip ?? 'for it'}. Add it, or use --server NAME.`);
  const at: At = { draft, environment, key };
  const members = membersOf(reading, section, object, at);
  if (typeof members === 'string') return void leave(members);
  const leaveVariable = (variable: string, reason: string) => void leave(reason, `/variables/${variable}`);
  const part = (path: string) => source.get(`/${section}/${uuid}/${path}`);
  const found =
    section === 'services'
      ? { storages: {}, volumes: [], engineVolume: null }
      : storagesPart(await part('storages'), uuid, at);
  draft.addWorkload(
    environment,
    section,
    key,
    filled({
      ...(key === name ? {} : { name }),
      server_uuid: server,
      ...members,
      variables: variablesPart(await part('envs'), at, leaveVariable),
      storages: found.storages,
      scheduled_tasks: section === 'databases' ? {} : tasksPart(await part('scheduled-tasks')),
      backups: section === 'databases' ? backupsPart(await part('backups')) : [],
    }),
  );
  if (section === 'databases') {
    const engine = String(object.type ?? object.database_type).replace('standalone-', '');
    const command =
      copyDatabase(engine, uuid, NEW_ID) ??
      copyVolume(found.engineVolume ?? `${engine}-data-${uuid}`, NEW_ID);
    all.data.push({ what, command });
  }
  if (section === 'services')
    all.data.push({ what, command: copyVolume(`${uuid}_VOLUME`, `${NEW_ID}_VOLUME`) });
  if (section === 'applications')
    for (const { from, name: volume, mountPath } of found.volumes)
      all.data.push({ what: `${what}${mountPath}`, command: copyVolume(from, `${NEW_ID}-${volume}`) });
}

/** The members of a workload itself, or why it is left. */
function membersOf({ target, keys }: Reading, section: Section, object: Members, at: At): Members | string {
  const known = target.members[section];
  switch (section) {
    case 'applications': {
      const source = sourceOf(object);
      if ('reason' in source) return source.reason;
      const members = { source: source.source, ...applicationMembers(object, known, at) };
      if (source.source !== 'deploy_key') return members;
      const { name, fingerprint } = Object(keys.get(source.key));
      const uuid = target.keyOf({ name: textOf(name), fingerprint: textOf(fingerprint) });
      if (uuid === null)
        return `Gantry has no key ${textOf(name) ?? 'like its deploy key'}. Store it: gantry keys create.`;
      return { ...members, private_key_uuid: uuid };
    }
    case 'databases': {
      const type = object.database_type ?? object.type;
      return { type, ...knownMembers(object, withoutElsewhere(known), at) };
    }
    case 'services': {
      if (!textOf(object.docker_compose_raw))
        return 'The token may not read its compose file: use one with read:sensitive.';
      return { ...knownMembers(object, withoutElsewhere(known), at), urls: serviceUrls(object) };
    }
  }
}
