import { AppError } from '../../domain/error';
import type { GitRepository } from '../../domain/input/git-repository';
import { guardAddress, internalHosts, publicOnly } from '../../lib/address-guard';
import type { OrganizationScope } from '../context';

type Place = Pick<OrganizationScope, 'installation'>;

/** Whether the administrator's list of internal hosts names the host or all of its addresses. */
export async function isInternalHost({ installation }: Place, host: string): Promise<boolean> {
  const internal = internalHosts(installation.internalHosts);
  const verdict = await guardAddress(host, { allowed: new Set(), internal });
  return internal.hasName(host) || verdict.outcome === 'allowed';
}

/**
 * The address guard at the time of the deployment (hostile-inputs row 5, H2). A name that does not resolve here may
 * still resolve on the server, which is the one that connects. @throws AppError when an address is not allowed
 */
export async function requireReachableAddress(
  { installation }: Place,
  { host, transport }: GitRepository,
): Promise<void> {
  const internal = internalHosts(installation.internalHosts);
  const verdict = await guardAddress(host, {
    allowed: transport === 'http' ? new Set() : publicOnly,
    internal,
  });
  if (verdict.outcome === 'refused')
    throw new AppError(
      'bad_request',
      `The repository's host ${host} is not allowed: ` +
        (transport === 'http'
          ? 'http is only for hosts that INTERNAL_HOSTS lists.'
          : `its address is ${verdict.kind.replace('_', '-')}.`),
    );
}
