import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import { AppError, invalidField } from '../../domain/error';
import type { Scope } from '../context';

/**
 * Refuse a folder of this machine outside GANTRY_CATALOGUE_DIR, and to everyone except the owner and admins of the
 * first organization. @throws AppError 422
 */
export async function requireFolderHere(
  { principal, installation }: Pick<Scope, 'principal' | 'installation'>,
  path: string,
): Promise<void> {
  const manages = principal.role === 'owner' || principal.role === 'admin';
  if (principal.organization.no !== 0 || !manages)
    throw invalidField(
      'path',
      'Only the first organization may read folders on this machine. Use url instead.',
    );
  await folderHere(installation, path).catch((error: unknown) => {
    throw error instanceof AppError ? invalidField('path', error.message) : error;
  });
}

/** The real path of a folder below GANTRY_CATALOGUE_DIR. @throws AppError bad_request */
export async function folderHere(
  { catalogueDir }: Pick<Scope['installation'], 'catalogueDir'>,
  path: string,
): Promise<string> {
  if (catalogueDir === null)
    throw new AppError(
      'bad_request',
      'Folders on this machine can only be read under GANTRY_CATALOGUE_DIR, which is not set.',
    );
  const root = await realpath(catalogueDir).catch(() => null);
  if (root === null) throw new AppError('bad_request', 'The folder in GANTRY_CATALOGUE_DIR does not exist.');
  const found = await realpath(isAbsolute(path) ? path : join(root, path)).catch(() => null);
  // "Missing" and "elsewhere" get the same answer: it reveals nothing about other folders of the machine.
  const isInside = found !== null && (found === root || found.startsWith(root + sep));
  if (!isInside || !(await stat(found)).isDirectory())
    throw new AppError('bad_request', 'Is not a folder under GANTRY_CATALOGUE_DIR.');
  return found;
}
