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

/** Documentation and benchmark ranges lead nowhere and hurt nobody. */
const harmless: AddressKind[] = ['public', 'reserved'];
/** Private networks are where servers live: owners and admins know theirs (hostile-inputs row 48). */
const ordinary: AddressKind[] = [...harmless, 'private', 'carrier_nat'];
/** Reach the machine Gantry runs on, or the metadata service of its cloud. */
const local: AddressKind[] = ['loopback', 'unspecified', 'link_local', 'metadata'];

const FIRST_ORGANIZATION = 0;

/**
 * Resolves the address of a server and judges it, for a server that the organization has already: the machine Gantry
 * runs on is a normal first server of the first organization, which belongs to the one who runs Gantry.
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
 * 422 on `ip` for an address that this caller may not use; else the addresses to connect to. There are none for a
 * name that does not resolve (yet): the validation reports that.
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
  return `Addresses of this kind (${kind.replace('_', '-')}) are not allowed, unless INTERNAL_HOSTS lists them.`;
}

/** The one refusal for a second server at the same address in an organization (coolify-api §5.5). */
export function addressInUse(cause: unknown): AppError {
  return new AppError('bad_request', 'A server with this IP/Domain is already in use.', { cause });
}
