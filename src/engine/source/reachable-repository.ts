import { AppError } from '../../domain/error';
import type { GitRepository } from '../../domain/input/git/git-repository';
import { guardAddress, internalHosts, publicOnly, type Resolve } from '../../lib/address-guard';

/** Whether the administrator's list of internal hosts contains the host or all of its addresses. */
export async function isInternalHost(list: readonly string[], host: string): Promise<boolean> {
  const internal = internalHosts(list);
  const verdict = await guardAddress(host, { allowed: new Set(), internal });
  return internal.hasName(host) || verdict.outcome === 'allowed';
}

/**
 * Apply the address guard at the time of the deployment (hostile-inputs row 5, H2), for a repository, its submodules
 * and its LFS server. A name that does not resolve here may still resolve on the server, which connects.
 * @param what completes "… is not allowed", such as "The repository's host"
 * @throws AppError `bad_request` when an address is not allowed
 */
export async function requireReachable(
  list: readonly string[],
  { host, transport }: Pick<GitRepository, 'host' | 'transport'>,
  what: string,
  resolve?: Resolve,
): Promise<void> {
  const internal = internalHosts(list);
  const isPlain = transport === 'http';
  const allowed = isPlain ? new Set<never>() : publicOnly;
  const verdict = await guardAddress(host, { allowed, internal, resolve });
  if (verdict.outcome === 'allowed') return;
  if (verdict.outcome === 'unresolved' && (!isPlain || internal.hasName(host))) return;
  const reason =
    isPlain || verdict.outcome !== 'refused'
      ? 'http is only allowed for hosts that INTERNAL_HOSTS lists.'
      : `its address is ${verdict.kind.replace('_', '-')}.`;
  throw new AppError('bad_request', `${what} ${host} is not allowed: ${reason}`);
}
