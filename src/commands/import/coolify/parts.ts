import type { At } from '../at';
import { filled, type Members } from '../draft';
import { objects, textOf } from '../read-json';

const flags = [
  'is_literal',
  'is_multiline',
  'is_shown_once',
  'is_runtime',
  'is_buildtime',
  'comment',
] as const;

/**
 * Convert the variables of a workload, with the values of generated ones.
 * @param leave called with the key of each variable that is not imported, and why
 */
export function variablesPart(rows: unknown, at: At, leave: (key: string, reason: string) => void): Members {
  const found: Members = {};
  const own = objects(rows).filter((row) => row.is_preview !== true);
  for (const row of own) {
    const key = textOf(row.key);
    if (key === null) continue;
    if (typeof row.value !== 'string') {
      leave(key, 'The token may not read its value. Use one with read:sensitive.');
      continue;
    }
    const value = at.draft.secret([at.environment, at.key, key], row.value);
    const said = filled(Object.fromEntries(flags.map((name) => [name, row[name]])));
    found[key] = { value, ...said };
  }
  for (const { key, value, is_preview: isPreview } of objects(rows))
    if (isPreview === true && !own.some((row) => row.key === key && row.value === value))
      leave(String(key), 'Its separate preview value is not imported. Set it in Gantry.');
  return found;
}

export function tasksPart(rows: unknown): Members {
  return Object.fromEntries(
    objects(rows).map(({ name, command, frequency, container, enabled, timeout }) => [
      String(name),
      filled({ command, frequency, container, enabled, timeout }),
    ]),
  );
}

export interface FoundStorages {
  storages: Members;
  /** Volumes by their Docker names in Coolify, with their names in Gantry. */
  volumes: { from: string; name: string; mountPath: string }[];
  /** The volume that a database always has, in Coolify as in Gantry. */
  engineVolume: string | null;
}

const OWN_FOLDER = /^\/data\/coolify\/(?:applications|databases|services)\/[^/]+\/?/;

/** Index storages by path in the container. */
export function storagesPart(answer: unknown, uuid: string, at: At): FoundStorages {
  const { persistent_storages: persistent, file_storages: files } = Object(answer);
  const found: FoundStorages = { storages: {}, volumes: [], engineVolume: null };
  for (const { name, mount_path: path, host_path: hostPath } of objects(persistent)) {
    const full = String(name);
    if (!textOf(hostPath) && full.endsWith(`-data-${uuid}`)) {
      found.engineVolume = full;
      continue;
    }
    const own = full.startsWith(`${uuid}-`) ? full.slice(uuid.length + 1) : full.replace(`-${uuid}`, '');
    found.storages[String(path)] = filled({ type: 'persistent', name: own, host_path: hostPath });
    if (!textOf(hostPath)) found.volumes.push({ from: full, name: own, mountPath: String(path) });
  }
  for (const { mount_path: path, fs_path: place, is_directory: isDirectory, content } of objects(files)) {
    const folder = String(place ?? '').replace(OWN_FOLDER, '') || 'files';
    found.storages[String(path)] = isDirectory
      ? { type: 'file', is_directory: true, fs_path: folder }
      : {
          type: 'file',
          content: at.draft.secret([at.environment, at.key, String(path)], textOf(content) ?? ''),
        };
  }
  return found;
}

const backupMembers = [
  'frequency',
  'enabled',
  'databases_to_backup',
  'dump_all',
  'timeout',
  'database_backup_retention_amount_locally',
  'database_backup_retention_days_locally',
  'database_backup_retention_max_storage_locally',
];

export function backupsPart(rows: unknown): Members[] {
  return objects(rows).map((row) =>
    filled(Object.fromEntries(backupMembers.map((name) => [name, row[name]]))),
  );
}

/** Decode the labels of the user from base64, without those that Coolify created for its proxy. */
export function ownLabels(encoded: unknown): string | null {
  const text = Buffer.from(textOf(encoded) ?? '', 'base64').toString('utf8');
  const own = text
    .split('\n')
    .filter((line) => line.trim() && !/^(traefik|caddy|coolify)[._]/.test(line.trim()));
  return own.length === 0 ? null : Buffer.from(own.join('\n')).toString('base64');
}
