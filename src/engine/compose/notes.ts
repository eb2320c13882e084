import { isRecord } from './schema/forms';
import { bindSource } from './schema/mounts';

/** Keys without effect here, by their path in a service, each with its note. */
const keyNotes: readonly (readonly [path: readonly string[], message: string])[] = [
  [
    ['container_name'],
    'Containers are named after the resource; this name becomes an alias in its networks.',
  ],
  [['build', 'cache_from'], 'Ignored: the builder keeps its own cache.'],
  [['links'], 'The services of one file reach each other by name; a link becomes an alias and a dependency.'],
  [['deploy', 'placement'], 'Ignored: only used by Swarm.'],
  [['deploy', 'update_config'], 'Ignored: services are always updated without downtime where possible.'],
  [['deploy', 'rollback_config'], 'Ignored: a failed release is always undone.'],
  [['deploy', 'endpoint_mode'], 'Ignored: only used by Swarm.'],
  [['deploy', 'labels'], 'Ignored: only used by Swarm.'],
  [['deploy', 'restart_policy', 'delay'], 'Ignored: Docker waits longer after each restart.'],
  [['deploy', 'restart_policy', 'window'], 'Ignored: only used by Swarm.'],
  [['deploy', 'resources', 'reservations', 'cpus'], 'Ignored: only used by Swarm.'],
];

export const NAMED_BY_RESOURCE = 'Ignored: Gantry chooses the names.';

/** A note on a part of a file that is read differently from how it is written. */
export interface Note {
  path: PropertyKey[];
  message: string;
}

/** List the notes on a service, from its values as written. */
export function notesOf(service: unknown): Note[] {
  const notes: Note[] = [];
  for (const [path, message] of keyNotes) {
    let part = service;
    for (const key of path) part = isRecord(part) ? part[key] : undefined;
    if (part !== undefined && part !== null) notes.push({ path: [...path], message });
  }
  if (!isRecord(service)) return notes;
  const { network_mode: networkMode, logging, volumes, networks, scale, deploy } = service;
  if (networkMode === 'bridge')
    notes.push({
      path: ['network_mode'],
      message: 'Ignored: the stack has its own network instead of Docker’s default bridge.',
    });
  if (isRecord(logging) && logging.driver === 'none')
    notes.push({
      path: ['logging', 'driver'],
      message: 'Ignored: the log is kept anyway, within its limit.',
    });
  if (Number(scale ?? (isRecord(deploy) ? deploy.replicas : undefined)) === 0)
    notes.push({
      path: scale === undefined ? ['deploy', 'replicas'] : ['scale'],
      message: 'The service is not run.',
    });
  if (isRecord(networks)) notes.push(...Object.entries(networks).flatMap(networkNotes));
  if (Array.isArray(volumes)) notes.push(...volumes.flatMap(volumeNotes));
  return notes;
}

/** List the notes on `volumes`, `networks`, `configs` or `secrets` at the top level of a file. */
export function topLevelNotes(objects: unknown): Note[] {
  if (!isRecord(objects)) return [];
  return Object.entries(objects)
    .filter(([, object]) => isRecord(object) && typeof object.name === 'string' && !object.external)
    .map(([key]) => ({ path: [key, 'name'], message: NAMED_BY_RESOURCE }));
}

function networkNotes([network, use]: [string, unknown]): Note[] {
  if (!isRecord(use) || use.priority === undefined) return [];
  const message = 'Ignored: requests always go through the first network of a service.';
  return [{ path: ['networks', network, 'priority'], message }];
}

function volumeNotes(volume: unknown, index: number): Note[] {
  return [...nameNotes(volume, index), ...folderNotes(volume, index)];
}

/** Note that missing folders of the resource are always created; elsewhere on the server they never are. */
function folderNotes(volume: unknown, index: number): Note[] {
  if (!isRecord(volume) || !isRecord(volume.bind) || volume.bind.create_host_path !== false) return [];
  if (typeof volume.source !== 'string' || bindSource(volume.source).place === 'host') return [];
  const message = 'Ignored: missing folders of the resource are always created.';
  return [{ path: ['volumes', index, 'bind', 'create_host_path'], message }];
}

function nameNotes(volume: unknown, index: number): Note[] {
  const source = isRecord(volume) ? volume.source : typeof volume === 'string' ? volume.split(':')[0] : null;
  const isPathLike = typeof source === 'string' && /^[^./~].*\//.test(source);
  const isOtherKind = isRecord(volume) && volume.type !== 'volume';
  if (!isPathLike || isOtherKind) return [];
  return [
    { path: ['volumes', index], message: 'Is a volume, with / replaced by -. Write ./ before a folder.' },
  ];
}
