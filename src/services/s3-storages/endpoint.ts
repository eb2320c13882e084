import { invalidField } from '../../domain/error';
import { isIpAddress } from '../../domain/input/host-address';
import { addressKind, internalHosts } from '../../lib/address-guard';
import type { Scope } from '../context';

/**
 * The address guard for an endpoint as it is set, without asking a resolver (hostile-inputs row 26): what a name
 * resolves to is judged with each request. @throws AppError 422
 */
export function requireEndpoint({ installation }: Pick<Scope, 'installation'>, endpoint: string): void {
  const { protocol, hostname } = new URL(endpoint);
  const host = hostname.replace(/^\[|\]$/g, '');
  const list = internalHosts(installation.internalHosts);
  if (list.hasName(host) || (isIpAddress(host) && list.hasAddress(host))) return;
  if (protocol === 'http:')
    throw invalidField('endpoint', 'http:// is only allowed for hosts that INTERNAL_HOSTS lists.');
  const isOfThisMachine = host === 'localhost' || host.endsWith('.localhost');
  if (isOfThisMachine || (isIpAddress(host) && addressKind(host) !== 'public'))
    throw invalidField(
      'endpoint',
      'Addresses of this kind are not allowed, unless INTERNAL_HOSTS lists them.',
    );
}
