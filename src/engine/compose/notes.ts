import { isRecord } from './schema/forms';
import { bindSource } from './schema/mounts';

/** Keys that change nothing here: a note says so. By their path in a service. */
const keyNotes: readonly (readonly [path: readonly string[], message: string])[] = [
  [['container_name'], 'Containers are named by the resource; this name becomes an alias in its networks.'],
  [['build', 'cache_from'], 'Is ignored: the builder keeps a cache of its own.'],
  [['links'], 'The services of one file reach each other by name; a link becomes an alias and a dependency.'],
  [['deploy', 'placement'], 'Is ignored: only Swarm reads it.'],
  [['deploy', 'update_config'], 'Is ignored: a service is replaced rolling where that is possible.'],
  [['deploy', 'rollback_config'], 'Is ignored: a failed release is undone.'],
  [['deploy', 'endpoint_mode'], 'Is ignored: only Swarm reads it.'],
  [['deploy', 'labels'], 'Is ignored: only Swarm reads it.'],
  [['deploy', 'restart_policy', 'delay'], 'Is ignored: Docker waits longer after each restart.'],
  [['deploy', 'restart_policy', 'window'], 'Is ignored: only Swarm reads it.'],
  [['deploy', 'resources', 'reservations', 'cpus'], 'Is ignored: only Swarm reads it.'],
];

export const NAMED_BY_RESOURCE = 'Is ignored: what belongs to a resource is named by it.';

/** A remark about a part of a file that is taken differently than it is written. */
export interface Note {
  path: PropertyKey[];
  message: string;
}

/** Notes about a service, from its values as they are written. */
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
      message: "The stack has a network of its own, which takes the place of Docker's.",
    });
  if (isRecord(logging) && logging.driver === 'none')
    notes.push({ path: ['logging', 'driver'], message: 'The log is kept all the same, within its limit.' });
  if (Number(scale ?? (isRecord(deploy) ? deploy.replicas : undefined)) === 0)
    notes.push({ path: scale === undefined ? ['deploy', 'replicas'] : ['scale'], message: 'Is not run.' });
  if (isRecord(networks)) notes.push(...Object.entries(networks).flatMap(networkNotes));
  if (Array.isArray(volumes)) notes.push(...volumes.flatMap(volumeNotes));
  return notes;
}

/** Notes about `volumes`, `networks`, `configs` or `secrets` at the top of a file. */
export function topLevelNotes(objects: unknown): Note[] {
  if (!isRecord(objects)) return [];
  return Object.entries(objects)
    .filter(([, object]) => isRecord(object) && typeof object.name === 'string' && !object.external)
    .map(([key]) => ({ path: [key, 'name'], message: NAMED_BY_RESOURCE }));
}

function networkNotes([network, use]: [string, unknown]): Note[] {
  if (!isRecord(use) || use.priority === undefined) return [];
  const message = 'Is ignored: the first network of a service is the one that it is asked on.';
  return [{ path: ['networks', network, 'priority'], message }];
}

function volumeNotes(volume: unknown, index: number): Note[] {
  return [...nameNotes(volume, index), ...folderNotes(volume, index)];
}

/** Below its folder everything is made where it is missing; of the server nothing is. */
function folderNotes(volume: unknown, index: number): Note[] {
  if (!isRecord(volume) || !isRecord(volume.bind) || volume.bind.create_host_path !== false) return [];
  if (typeof volume.source !== 'string' || bindSource(volume.source).place === 'host') return [];
  const message = 'Is ignored: a folder of the resource is made where it is missing.';
  return [{ path: ['volumes', index, 'bind', 'create_host_path'], message }];
}

function nameNotes(volume: unknown, index: number): Note[] {
  const source = isRecord(volume) ? volume.source : typeof volume === 'string' ? volume.split(':')[0] : null;
  const isPathLike = typeof source === 'string' && /^[^./~].*\//.test(source);
  const isOtherKind = isRecord(volume) && volume.type !== 'volume';
  if (!isPathLike || isOtherKind) return [];
  return [{ path: ['volumes', index], message: 'Names a volume, with - for /. Write ./ before a folder.' }];
}
