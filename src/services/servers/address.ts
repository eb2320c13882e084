import { AppError, invalidField } from '../../domain/error';
import {
  type AddressKind,
  guardAddress,
  internalHosts,
  type Resolve,
  type Verdict,
} from '../../lib/address-guard';
import type { OrganizationScope, Scope } from '../context';

/** Private networks are where servers live; documentation and benchmark ranges lead nowhere and hurt nobody. */
const ordinary: AddressKind[] = ['public', 'private', 'carrier_nat', 'reserved'];
/** Reach the machine Gantry runs on, or the metadata service of its cloud (hostile-inputs row 48). */
const local: AddressKind[] = ['loopback', 'unspecified', 'link_local', 'metadata'];

const FIRST_ORGANIZATION = 0;

/**
 * Resolves the address of a server and judges it. The first organization belongs to whoever runs Gantry, and only
 * its owners and admins can add a server: the machine Gantry runs on is a normal first server for them.
 */
export async function judgeServerAddress(
  scope: OrganizationScope,
  host: string,
  resolve?: Resolve,
): Promise<Verdict> {
  const organization = await scope.db.organization.findUniqueOrThrow({
    where: { id: scope.organizationId },
  });
  const allowed = new Set(organization.no === FIRST_ORGANIZATION ? [...ordinary, ...local] : ordinary);
  return guardAddress(host, { allowed, internal: internalHosts(scope.installation.internalHosts), resolve });
}

/**
 * 422 on `ip` for an address that this caller may not use; else the addresses to connect to. There are none for a
 * name that does not resolve (yet): the validation reports that.
 */
export async function requireServerAddress(scope: Scope, host: string, resolve?: Resolve): Promise<string[]> {
  const verdict = await judgeServerAddress(scope, host, resolve);
  if (verdict.outcome === 'refused') throw invalidField('ip', refusedAddress(verdict.kind));
  return verdict.outcome === 'allowed' ? verdict.addresses : [];
}

export function refusedAddress(kind: AddressKind): string {
  return `Addresses of this kind (${kind.replace('_', '-')}) are not allowed, unless INTERNAL_HOSTS lists them.`;
}

/** The one refusal for a second server at the same address and port in an organization (coolify-api §5.5). */
export function addressInUse(cause: unknown): AppError {
  return new AppError('bad_request', 'A server with this IP/Domain is already in use.', { cause });
}
