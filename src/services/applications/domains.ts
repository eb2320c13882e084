import type { ScopedModels } from '../../db/scope';
import { isUniqueViolation } from '../../db/violations';
import { invalidField } from '../../domain/error';
import { type DomainEntry, parseDomainList } from '../../domain/input/address/domain-list';
import { managesOrganization } from '../../domain/permission/role-matrix';
import type { ActingScope } from '../context';
import { conflictError, type DomainConflict, domainOf, findConflicts } from './domain-conflicts';

export interface DomainClaim {
  /** Comma-separated list, as it was sent. */
  domains: string;
  /** The application that takes them; null when it is not created yet. */
  workloadId: number | null;
  /** The preview of the application that takes them; absent or 0: the application itself. */
  pullRequestId?: number;
  /** Input field to name in refusals. */
  field?: string;
  /** Take a domain although another resource of the organization uses it. */
  force: boolean;
}

export interface ClaimedDomain extends DomainEntry {
  /** Another application of the organization uses it too, and the caller insisted. */
  isOverride: boolean;
}

/**
 * Check the domains and have `write` store them. The database decides between two that claim the same one at once.
 * @throws AppError 409 when a domain is in use, 422 when it is the console's own or a wildcard that the caller may not
 *   use
 */
export async function claimDomains(
  scope: ActingScope,
  claim: DomainClaim,
  write: (domains: readonly ClaimedDomain[]) => Promise<void>,
): Promise<void> {
  const entries = distinct(parseDomainList(claim.domains) ?? []);
  const ownHost = new URL(scope.installation.publicUrl).hostname;
  if (entries.some(({ host }) => host === ownHost))
    throw invalidField(claim.field ?? 'domains', 'This is Gantry’s own address.');
  await requireWildcardsAllowed(scope, entries, claim);
  const find = () => findConflicts(scope, entries, claim.workloadId, claim.pullRequestId);
  const conflicts = await find();
  requireAllowed(conflicts, claim.force);
  const taken = new Set(conflicts.map(({ domain }) => domain));
  try {
    await write(entries.map((entry) => ({ ...entry, isOverride: taken.has(domainOf(entry)) })));
  } catch (error) {
    const won = isUniqueViolation(error) ? await find() : [];
    throw won.length > 0 ? conflictError(won) : error;
  }
}

/**
 * Refuse a new wildcard unless an owner or admin asks: it claims names that are not in use yet. An existing one may
 * stay.
 */
async function requireWildcardsAllowed(
  scope: ActingScope,
  entries: readonly DomainEntry[],
  { workloadId, pullRequestId = 0, field = 'domains' }: DomainClaim,
): Promise<void> {
  const wildcards = entries.filter(({ host }) => host.startsWith('*.'));
  if (wildcards.length === 0 || (scope.principal && managesOrganization(scope.principal.role))) return;
  const own =
    workloadId === null ? [] : await scope.db.domain.findMany({ where: { workloadId, pullRequestId } });
  const isNew = ({ host, path }: DomainEntry) =>
    !own.some((domain) => domain.host === host && domain.path === path);
  if (wildcards.some(isNew)) throw invalidField(field, 'Only owners and admins may use wildcard domains.');
}

function requireAllowed(conflicts: readonly DomainConflict[], force: boolean): void {
  const isForeign = conflicts.some((conflict) => conflict.resource_uuid === null);
  if (conflicts.length > 0 && (!force || isForeign)) throw conflictError(conflicts);
}

/** The entries with distinct host and path: http and https of the same address are one claim. */
function distinct(entries: readonly DomainEntry[]): DomainEntry[] {
  const byAddress = new Map<string, DomainEntry>();
  for (const entry of entries) {
    const address = domainOf(entry);
    if (byAddress.get(address)?.scheme !== 'https') byAddress.set(address, entry);
  }
  return [...byAddress.values()];
}

/** Store the parsed entries next to the text that was sent; those of previews stay. */
export async function replaceDomains(
  tx: ScopedModels,
  owner: { organizationId: string; workloadId: number },
  domains: readonly ClaimedDomain[],
): Promise<void> {
  await tx.domain.deleteMany({ where: { workloadId: owner.workloadId, pullRequestId: 0 } });
  if (domains.length > 0)
    await tx.domain.createMany({ data: domains.map((domain) => ({ ...domain, ...owner })) });
}
