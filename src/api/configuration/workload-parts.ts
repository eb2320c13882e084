import { applicationDefaults } from '../../domain/workload/application-defaults';
import { applicationWire } from '../application/schema';
import { databaseWire } from '../database/schema';
import { stackWire } from '../stack/schema';
import { envWire } from '../workload/env-schema';
import {
  backupDefaults,
  databaseDefaults,
  serviceDefaults,
  sharedVariableDefaults,
  taskDefaults,
  variableDefaults,
} from './defaults';
import { engineFields } from './engine-fields';
import { byName, compare, differing, filled, type Members, named, type Place, pathOf } from './members';
import type { ConfigurationCaller } from './tree';

type Kind = 'application' | 'database' | 'stack';
/** Sections of the document by kind of workload. */
const sections = { application: 'applications', database: 'databases', stack: 'services' } as const;
type Variable = { key: string } & Members;
interface Placed {
  server_uuid: string;
  destination_uuid: string;
}

const placeOf = ({ server_uuid, destination_uuid }: Placed) => ({ server_uuid, destination_uuid });

/** Read one application with everything that can be edited. */
export async function applicationPart(
  api: ConfigurationCaller,
  uuid: string,
  place: Place,
): Promise<Members> {
  const application = await api.application.get({ uuid });
  const { settings, fqdn, ...rest } = application;
  const members = {
    ...rest,
    ...settings,
    domains: fqdn,
    // The compose file of a repository stays in the repository.
    docker_compose_raw: application.source_kind === 'compose' ? application.docker_compose_raw : null,
    docker_compose_domains:
      application.docker_compose_domains && JSON.parse(application.docker_compose_domains),
    use_build_server: settings.is_build_server_enabled,
    stop_grace_period: settings.stop_grace_period,
  };
  return filled({
    source: application.source_kind,
    build_pack: application.build_pack,
    ...placeOf(application),
    private_key_uuid: application.private_key_uuid,
    ...differing(
      members,
      { ...applicationDefaults, docker_compose_raw: null },
      { shape: applicationWire.shape, place },
    ),
    tags: await tagsPart(api, 'application', uuid, place),
    variables: await variablesPart(api, 'application', uuid, place),
    storages: await storagesPart(api, 'application', uuid, place),
    scheduled_tasks: await tasksPart(api, 'application', uuid, place),
  });
}

/** Read one database. The fields of its engine are always included: their defaults are generated when it is created. */
export async function databasePart(api: ConfigurationCaller, uuid: string, place: Place): Promise<Members> {
  const database = await api.database.get({ uuid });
  const engineDefaults = Object.fromEntries(engineFields.map((name) => [name, null]));
  return filled({
    type: database.type,
    ...placeOf(database),
    image: database.image,
    ...differing(database, { ...databaseDefaults, ...engineDefaults }, { shape: databaseWire.shape, place }),
    tags: await tagsPart(api, 'database', uuid, place),
    variables: await variablesPart(api, 'database', uuid, place),
    storages: await storagesPart(api, 'database', uuid, place),
    backups: await backupsPart(api, uuid, place),
  });
}

/** Read one service. Its compose file is a secret as a whole, because it may contain passwords. */
export async function servicePart(api: ConfigurationCaller, uuid: string, place: Place): Promise<Members> {
  const service = await api.stack.get({ uuid });
  const urls = [...service.applications, ...service.databases].flatMap(({ name, fqdn }) =>
    fqdn ? [[name, fqdn] as const] : [],
  );
  return filled({
    type: service.service_type,
    ...placeOf(service),
    ...differing(
      service,
      { ...serviceDefaults, docker_compose_raw: null },
      { shape: stackWire.shape, place },
    ),
    urls: Object.fromEntries(urls.sort(([a], [b]) => compare(a, b))),
    tags: await tagsPart(api, 'stack', uuid, place),
    variables: await variablesPart(api, 'stack', uuid, place),
    scheduled_tasks: await tasksPart(api, 'stack', uuid, place),
  });
}

/** List the names of a workload's tags. */
async function tagsPart(api: ConfigurationCaller, kind: Kind, uuid: string, place: Place): Promise<string[]> {
  const tags = await api[kind].listTags({ uuid });
  for (const tag of tags) place.ids.set(pathOf(place, sections[kind], 'tags', tag.name), tag.uuid);
  return tags.map(({ name }) => name).sort(compare);
}

async function variablesPart(api: ConfigurationCaller, kind: Kind, uuid: string, place: Place) {
  const rows = await api[kind].listEnvs({ uuid });
  const own = rows.filter(({ is_preview: isPreview }) => !isPreview);
  for (const row of own) place.ids.set(pathOf(place, sections[kind], 'variables', row.key), row.uuid);
  return namedVariables(own, variableDefaults, place);
}

/** Index variables by key: a reference alone, or with the settings that differ from the defaults. */
export function namedVariables(
  rows: readonly Variable[],
  defaults: Readonly<Members>,
  place: Place,
): Record<string, unknown> {
  const sorted = [...rows].sort((a, b) => compare(a.key, b.key));
  return Object.fromEntries(
    sorted.map((row) => {
      const value = named(place, row.key, row.value);
      const flags = differing(row, defaults, { shape: envWire.shape, place });
      return [row.key, Object.keys(flags).length === 0 ? value : { value, ...flags }];
    }),
  );
}

export const sharedVariables = (rows: readonly Variable[], place: Place) =>
  namedVariables(rows, sharedVariableDefaults, place);

/** Index storages by path in the container, without those that the compose file defines. */
async function storagesPart(api: ConfigurationCaller, kind: Kind, uuid: string, place: Place) {
  const { persistent_storages: persistent, file_storages: files } = await api[kind].listStorages({ uuid });
  const parts = [
    ...persistent.map((storage) => ({
      ...storage,
      part: filled({ type: 'persistent', name: nameIn(storage.name, uuid), host_path: storage.host_path }),
    })),
    ...files.map((storage) => ({
      ...storage,
      part: filled({
        type: 'file',
        ...(storage.is_directory || storage.is_host_file ? { fs_path: folderIn(storage.fs_path, uuid) } : {}),
        ...(storage.is_directory ? { is_directory: true } : {}),
        ...(storage.is_host_file ? { is_host_file: true } : {}),
        ...(storage.content ? { content: named(place, storage.mount_path, storage.content) } : {}),
      }),
    })),
  ];
  const own = parts.filter(({ is_read_only: isReadOnly }) => !isReadOnly);
  for (const { mount_path: path, uuid: id } of own)
    place.ids.set(pathOf(place, sections[kind], 'storages', path), id);
  const sorted = own.sort((a, b) => compare(a.mount_path, b.mount_path));
  return Object.fromEntries(
    sorted.map(({ mount_path: path, part, is_preview_suffix_enabled: hasSuffix }) => [
      path,
      { ...part, ...(hasSuffix ? {} : { is_preview_suffix_enabled: false }) },
    ]),
  );
}

/** Remove the uuid of its workload from the name of a volume, because another workload has another uuid. */
function nameIn(name: string, uuid: string): string {
  return name.startsWith(`${uuid}-`) ? name.slice(uuid.length + 1) : name;
}

/**
 * Get the path of a folder on the server. A folder that belongs to the workload is only its name, since another
 * workload has its own.
 */
function folderIn(path: string, uuid: string): string {
  const parts = path.split('/');
  return parts.includes(uuid) ? (parts.at(-1) ?? path) : path;
}

async function tasksPart(
  api: ConfigurationCaller,
  kind: 'application' | 'stack',
  uuid: string,
  place: Place,
) {
  const tasks = await api[kind].listTasks({ uuid });
  return byName(tasks, (task, key) => {
    place.ids.set(pathOf(place, sections[kind], 'scheduled_tasks', key), task.uuid);
    const { command, frequency } = task;
    return { command, frequency, ...differing(task, taskDefaults, { shape: {}, place }) };
  });
}

async function backupsPart(api: ConfigurationCaller, uuid: string, place: Place): Promise<Members[]> {
  const listed = await api.database.listBackups({ uuid });
  for (const [index, { uuid: id }] of listed.entries())
    place.ids.set(pathOf(place, sections.database, 'backups', String(index)), id);
  return listed.map((backup) => ({
    frequency: backup.frequency,
    ...differing({ ...backup }, backupDefaults, { shape: {}, place }),
  }));
}
