import type { Role } from './permission/role-matrix';

/** Role of a caller who requests a path of the server, and the organization's policy. */
export interface HostAccess {
  role: Role;
  /** Whether an owner has allowed it for owners and admins. */
  isAllowed: boolean;
}

/** Get the reason why a caller may not give a container host access (`deployment.md` D16.4); null when they may. */
export function hostAccessRefusal({ role, isAllowed }: HostAccess): string | null {
  if (role !== 'owner' && role !== 'admin')
    return 'Only owners and admins of an organization may mount server paths.';
  if (isAllowed) return null;
  return 'Mounting server paths is not allowed in this organization. An owner can allow it in the organization settings.';
}

/**
 * Folders that storages must not mount, whatever the organization allows (hostile-inputs row 16): write access to them
 * is access to the whole server. A compose file may mount them under the host access policy (`deployment.md` D16.4).
 */
const deniedFolders = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/proc',
  '/root',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var/lib/containerd',
  '/var/lib/docker',
  '/var/lib/gantry',
  '/var/run',
];
/** Exceptions that are allowed: the time zone, which images read. */
const exceptions = ['/etc/localtime', '/etc/timezone', '/usr/share/zoneinfo'];
const deniedSegments = new Set(['docker.sock', 'containerd.sock', 'podman.sock', '.ssh', '.docker']);

/** Whether a normalised server path is denied: it is a folder of the list, or inside or above one. */
export function isDeniedHostPath(path: string): boolean {
  if (path.split('/').some((segment) => deniedSegments.has(segment))) return true;
  if (exceptions.some((folder) => isWithin(path, folder))) return false;
  return path === '/' || deniedFolders.some((folder) => isWithin(path, folder) || isWithin(folder, path));
}

/** Whether one normalised path is the other, or is below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
