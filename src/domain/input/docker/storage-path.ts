import { isDeniedHostPath, isWithin } from '../../host-access';
import { singleLine } from '../text';

const MAX_BYTES = 1024;
/** Folders that Docker creates for each container, or refuses. */
const kernelFolders = ['/proc', '/sys', '/dev'];

/** Remove empty parts and `.`; null for a path that is not absolute or contains `..`. */
export function normalizePath(path: string): string | null {
  if (!path.startsWith('/')) return null;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? null : `/${parts.join('/')}`;
}

const absolutePath = singleLine(MAX_BYTES)
  .refine((path) => normalizePath(path) !== null, 'Must be an absolute path without "..".')
  .transform((path) => normalizePath(path) ?? path);

/** Path of a storage in the container (hostile-inputs row 16). */
export const mountPath = absolutePath
  .refine((path) => path !== '/', 'Must not be the root of the container.')
  .refine(
    (path) => !kernelFolders.some((folder) => isWithin(path, folder)),
    'Must not be in /proc, /sys or /dev.',
  );

/** A server path, unchanged; its target is checked on the server. */
export const hostPath = absolutePath.refine(
  (path) => !isDeniedHostPath(path),
  'This path belongs to the operating system or to Docker and cannot be mounted.',
);
