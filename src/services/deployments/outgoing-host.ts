import type { GitRepository } from '../../domain/input/git/git-repository';
import { isInternalHost, requireReachable } from '../../engine/source/reachable-repository';
import type { OrganizationScope } from '../context';

type Place = Pick<OrganizationScope, 'installation'>;

/** Whether `http://` is allowed to a host: only if it is on the administrator's list of internal hosts. */
export function allowsHttp({ installation }: Place, host: string): Promise<boolean> {
  return isInternalHost(installation.internalHosts, host);
}

/** @throws AppError `bad_request` when the repository is at an address that is not allowed */
export function requireReachableAddress({ installation }: Place, repository: GitRepository): Promise<void> {
  return requireReachable(installation.internalHosts, repository, "The repository's host");
}
