import { invalidField } from '../domain/error';
import { isIpAddress } from '../domain/input/address/host-address';
import { addressKind, internalHosts } from '../lib/address-guard';
import type { Installation } from './context';

type Place = Pick<Installation, 'internalHosts'>;

/**
 * Apply the address guard to a URL when it is set, without a DNS lookup (hostile-inputs H7): the address of a name is
 * checked with each request. @throws AppError 422
 */
export function requireOutgoingUrl(
  place: Place,
  field: string,
  address: string,
  { isPlainAllowed = false } = {},
): void {
  const { protocol, hostname } = new URL(address);
  const isListed = requireOutgoingHost(place, field, hostname.replace(/^\[|\]$/g, ''));
  if (protocol !== 'https:' && !isPlainAllowed && !isListed)
    throw invalidField(field, 'http:// is only allowed for hosts that INTERNAL_HOSTS lists.');
}

/** Apply the address guard to a host. @returns whether it is on the administrator's list @throws AppError 422 */
export function requireOutgoingHost({ internalHosts: listed }: Place, field: string, host: string): boolean {
  const internal = internalHosts(listed);
  if (internal.hasName(host) || (isIpAddress(host) && internal.hasAddress(host))) return true;
  const isOfThisMachine = host === 'localhost' || host.endsWith('.localhost');
  if (isOfThisMachine || (isIpAddress(host) && addressKind(host) !== 'public'))
    throw invalidField(
      field,
      'Internal and reserved addresses are not allowed unless INTERNAL_HOSTS lists them.',
    );
  return false;
}
