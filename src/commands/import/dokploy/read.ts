import type { At } from '../at';
import { type Draft, filled, type Members, ProjectDraft } from '../draft';
import type { Target } from '../place';
import { type JsonSource, objects, textOf } from '../read-json';
import { addWorkload, type DataOfWorkload, deployKey, type Leave, type Section } from '../workload';
import { applicationMembers, leftOf, sourceOf } from './applications';
import { backupsPart, databaseMembers, engines } from './databases';
import { storagesPart } from './storages';
import { parseVariables, variablesPart } from './variables';

interface Reading {
  source: JsonSource;
  target: Target;
  all: Draft;
}

/** One service of Dokploy with its parts. */
interface Found {
  section: Section;
  /** Its kind in the names of procedures: `postgres.one`. */
  kind: string;
  object: Members;
}

/** Read all projects of a Dokploy that its key may see, or those with a name. */
export async function readDokploy(source: JsonSource, target: Target, only?: string): Promise<Draft> {
  const all: Draft = { projects: [], left: [], data: [] };
  const reading: Reading = { source, target, all };
  for (const project of objects(await source.get('/project.all'))) {
    if (only !== undefined && project.name !== only) continue;
    const draft = new ProjectDraft(String(project.name), textOf(project.description));
    draft.share(sharedPart(project.env, draft, 'project'));
    const environments = objects(project.environments);
    // Before Dokploy had environments, projects contained services directly.
    for (const environment of environments.length > 0 ? environments : [{ ...project, name: 'production' }])
      await readEnvironment(reading, draft, environment);
    all.projects.push(draft.finish());
  }
  return all;
}

function sharedPart(text: unknown, draft: ProjectDraft, place: string): Members {
  const entries = [...parseVariables(textOf(text) ?? '')].map(([key, value]) => [
    key,
    draft.secret([place, 'shared', key], value),
  ]);
  return Object.fromEntries(entries);
}

async function readEnvironment(reading: Reading, draft: ProjectDraft, environment: Members): Promise<void> {
  const name = String(environment.name);
  draft.addEnvironment(name);
  if (environment.environmentId !== undefined) draft.share(sharedPart(environment.env, draft, name), name);
  const kinds: [section: Section, kind: string, list: unknown][] = [
    ['applications', 'application', environment.applications],
    ...Object.keys(engines).map((kind): [Section, string, unknown] => ['databases', kind, environment[kind]]),
    ['services', 'compose', environment.compose],
  ];
  for (const [section, kind, list] of kinds)
    for (const listed of objects(list)) {
      const id = String(listed[`${kind}Id`]);
      const object: Members = Object(
        await reading.source.get(`/${kind}.one?${kind}Id=${encodeURIComponent(id)}`),
      );
      await readOne(reading, draft, name, { section, kind, object });
    }
}

async function readOne(
  reading: Reading,
  draft: ProjectDraft,
  environment: string,
  found: Found,
): Promise<void> {
  const { section, kind, object } = found;
  const name = textOf(object.name) ?? String(object.appName);
  const ip = textOf(Object(object.server).ipAddress);
  await addWorkload(reading, { draft, environment, section, name, ip }, async (at, leave) => {
    const members = await membersOf(reading, found, at, leave);
    if (typeof members === 'string') return members;
    const { storages, volumes } = storagesOf(found, at, leave);
    return {
      members,
      variables: variablesPart(textOf(object.env), at),
      storages,
      tasks: section === 'databases' ? {} : await tasksOf(reading, found),
      backups: section === 'databases' && kind !== 'redis' ? backupsPart(object.backups) : [],
      data: dataOf(found, volumes),
    };
  });
}

/** Convert a service itself, or return why it is not imported. */
async function membersOf(
  { source, target }: Reading,
  { section, kind, object }: Found,
  at: At,
  leave: Leave,
): Promise<Members | string> {
  switch (section) {
    case 'applications': {
      const from = sourceOf(object);
      if ('reason' in from) return from.reason;
      const members = { source: from.source, ...applicationMembers(object) };
      for (const [part, reason] of leftOf(object)) leave(reason, part);
      if (from.source !== 'deploy_key') return members;
      const key = Object(await source.get(`/sshKey.one?sshKeyId=${encodeURIComponent(from.key)}`));
      const stored = deployKey(target, { name: textOf(key.name), fingerprint: null });
      return typeof stored === 'string' ? stored : { ...members, ...stored };
    }
    case 'databases':
      if (objects(object.backups).length > 0)
        leave(
          'Backups stay on the server. Add an S3 storage and select it in the backup schedules.',
          '/backups',
        );
      return databaseMembers(kind, object, at);
    case 'services': {
      const file = textOf(object.composeFile);
      if (object.sourceType !== 'raw' || file === null)
        return 'Its compose file is in a repository. Create an application with the build pack dockercompose for it.';
      if (object.composeType === 'stack') return 'It is a Docker Swarm stack, which Gantry does not support.';
      const urls = objects(object.domains).flatMap(({ serviceName, host, https, port }) => {
        const url = `${https === true ? 'https' : 'http'}://${String(host)}`;
        return textOf(serviceName) ? [[serviceName, typeof port === 'number' ? `${url}:${port}` : url]] : [];
      });
      return filled({
        description: object.description,
        docker_compose_raw: at.draft.secret([at.environment, at.key, 'docker_compose_raw'], file),
        urls: Object.fromEntries(urls),
      });
    }
  }
}

function storagesOf({ section, object }: Found, at: At, leave: Leave) {
  if (section !== 'services')
    return storagesPart(object.mounts, at, (path, reason) => leave(reason, `/storages${path}`));
  for (const { filePath, mountPath } of objects(object.mounts))
    leave(
      'Put the file next to the compose file, or include its content there.',
      `/${textOf(filePath) ?? String(mountPath)}`,
    );
  return { storages: {}, volumes: [] };
}

async function tasksOf({ source }: Reading, { kind, object }: Found): Promise<Members> {
  const id = encodeURIComponent(String(object[`${kind}Id`]));
  const rows = objects(await source.get(`/schedule.list?id=${id}&scheduleType=${kind}`));
  return Object.fromEntries(
    rows.map(({ name, command, cronExpression, enabled, serviceName }) => [
      String(name),
      filled({
        command,
        frequency: cronExpression,
        container: textOf(serviceName),
        enabled: enabled === false ? false : null,
      }),
    ]),
  );
}

/** Get the data of a service. The names of Dokploy's containers end with a number. */
function dataOf(
  { section, kind, object }: Found,
  volumes: { name: string; mountPath: string }[],
): DataOfWorkload {
  const prefix = String(object.appName);
  const data = { prefix, volumes: volumes.map(({ name, mountPath }) => ({ from: name, name, mountPath })) };
  if (section !== 'databases') return data;
  const engine = engines[kind]?.type ?? kind;
  return { ...data, database: { engine, container: `${prefix}_CONTAINER`, volume: `${prefix}-data` } };
}
