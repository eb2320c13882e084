import { AppError } from '../domain/error';
import { guardAddress, internalHosts, publicOnly } from './address-guard';

/**
 * Resolve a host that a user named, and check its addresses: connect to one of these, and to no other.
 * @param isPlain without TLS, which is allowed only for hosts on the administrator's list
 * @throws AppError bad_request for an address that is not allowed
 */
export async function outgoingAddresses(
  host: string,
  isPlain: boolean,
  list: readonly string[],
): Promise<string[]> {
  const allowed = isPlain ? new Set<never>() : publicOnly;
  const verdict = await guardAddress(host, { allowed, internal: internalHosts(list) });
  if (verdict.outcome === 'unresolved')
    throw new AppError('bad_request', `The name ${host} does not resolve.`);
  if (verdict.outcome === 'refused')
    throw new AppError('bad_request', `The host ${host} is not allowed unless INTERNAL_HOSTS lists it.`);
  return verdict.addresses;
}
