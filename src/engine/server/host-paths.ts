import { AppError } from '../../domain/error';
import { isDeniedHostPath } from '../../domain/host-access';
import type { Host } from '../../transport/host';
import { realPath } from './real-path';

/**
 * Require that every path of a storage exists on the server, and leads to nothing that must not be mounted
 * (hostile-inputs row 16).
 */
export async function requireMountable(host: Host, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const real = await realPath(host, path);
    if (real === null)
      throw new AppError(
        'not_found',
        `${path} does not exist on the server. Create it there, or delete the storage.`,
      );
    if (isDeniedHostPath(path) || isDeniedHostPath(real))
      throw new AppError(
        'forbidden',
        `${path} leads to ${real}, which belongs to the operating system or to Docker and cannot be mounted.`,
      );
  }
}
