import type { At } from '../at';
import { filled, type Members } from '../draft';
import { objects, textOf } from '../read-json';

export interface FoundStorages {
  storages: Members;
  /** Names of volumes and where they are mounted. */
  volumes: { name: string; mountPath: string }[];
}

/**
 * Index mounts by path in the container.
 * @param leave called with the path of each mount that is not imported, and why
 */
export function storagesPart(
  mounts: unknown,
  at: At,
  leave: (path: string, reason: string) => void,
): FoundStorages {
  const found: FoundStorages = { storages: {}, volumes: [] };
  for (const { type, mountPath, hostPath, volumeName, content } of objects(mounts)) {
    const path = String(mountPath);
    switch (type) {
      case 'volume':
        found.storages[path] = filled({ type: 'persistent', name: volumeName });
        found.volumes.push({ name: String(volumeName), mountPath: path });
        break;
      case 'bind':
        found.storages[path] = filled({ type: 'persistent', name: nameOf(path), host_path: hostPath });
        break;
      case 'file':
        found.storages[path] = {
          type: 'file',
          content: at.draft.secret([at.environment, at.key, path], textOf(content) ?? ''),
        };
        break;
      default:
        leave(path, `Gantry does not support mounts of type ${String(type)}.`);
    }
  }
  return found;
}

/** Derive a name from a folder of the server, because a storage needs one. */
function nameOf(path: string): string {
  return path.replaceAll(/[^\w.-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'root';
}
