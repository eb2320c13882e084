import type { Server } from '../../db/generated/client';
import { AppError, invalidField } from '../../domain/error';
import { managesOrganization } from '../../domain/permission/role-matrix';
import {
  type AddressKind,
  guardAddress,
  internalHosts,
  type Resolve,
  type Verdict,
} from '../../lib/address-guard';
import type { Scope, Services } from '../context';

/** Addresses that everyone may use; documentation and benchmark ranges lead nowhere. */
const harmless: AddressKind[] = ['public', 'reserved'];
/** Addresses that owners and admins may use: servers are in private networks (hostile-inputs row 48). */
const ordinary: AddressKind[] = [...harmless, 'private', 'carrier_nat'];
/** Addresses of the machine Gantry runs on, or of the metadata service of its cloud. */
const local: AddressKind[] = ['loopback', 'unspecified', 'link_local', 'metadata'];

const FIRST_ORGANIZATION = 0;

/**
 * Resolve and check the address of an existing server of the organization: the machine that Gantry runs on is a normal
 * first server of the first organization, which belongs to Gantry's operator.
 * @returns the addresses to connect to; none for a name that does not resolve
 * @throws AppError `bad_request` when one of them is not allowed
 */
export async function locateServer(
  services: Pick<Services, 'database' | 'installation'>,
  { organizationId, ip }: Pick<Server, 'organizationId' | 'ip'>,
  resolve?: Resolve,
): Promise<string[]> {
  const { no } = await services.database.unscoped.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { no: true },
  });
  const verdict = await judge(services, ip, kindsOf(no), resolve);
  if (verdict.outcome === 'refused') throw new AppError('bad_request', refusedAddress(verdict.kind));
  return verdict.outcome === 'allowed' ? verdict.addresses : [];
}

/**
 * Resolve an address, and refuse `ip` (422) if this caller may not use it. Return the addresses to connect to: none for
 * a name that does not resolve (yet), which the validation reports.
 */
export async function requireServerAddress(scope: Scope, host: string, resolve?: Resolve): Promise<string[]> {
  const { role, organization } = scope.principal;
  const kinds = managesOrganization(role) ? kindsOf(organization.no) : harmless;
  const verdict = await judge(scope, host, kinds, resolve);
  if (verdict.outcome === 'refused') throw invalidField('ip', refusedAddress(verdict.kind));
  return verdict.outcome === 'allowed' ? verdict.addresses : [];
}

function kindsOf(organizationNo: number): AddressKind[] {
  return organizationNo === FIRST_ORGANIZATION ? [...ordinary, ...local] : ordinary;
}

function judge(
  { installation }: Pick<Services, 'installation'>,
  host: string,
  kinds: readonly AddressKind[],
  resolve?: Resolve,
): Promise<Verdict> {
  return guardAddress(host, {
    allowed: new Set(kinds),
    internal: internalHosts(installation.internalHosts),
    resolve,
  });
}

export function refusedAddress(kind: AddressKind): string {
  return `Addresses of this kind (${kind.replace('_', '-')}) are not allowed unless INTERNAL_HOSTS lists them.`;
}

/** The error for a second server at the same address in an organization (coolify-api §5.5). */
export function addressInUse(cause: unknown): AppError {
  return new AppError('bad_request', 'A server with this IP/Domain is already in use.', { cause });
}
