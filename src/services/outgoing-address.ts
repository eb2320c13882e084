import { invalidField } from '../domain/error';
import { isIpAddress } from '../domain/input/address/host-address';
import { addressKind, internalHosts } from '../lib/address-guard';
import type { Installation } from './context';

type Place = Pick<Installation, 'internalHosts'>;

/**
 * The address guard for a URL as it is set, without asking a resolver (hostile-inputs H7): what a name resolves to is
 * judged with each request. @throws AppError 422
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

/** The same for a host. @returns whether the administrator's list has it @throws AppError 422 */
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
