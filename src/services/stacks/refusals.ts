import type { ComposeProblem } from '../../domain/compose/problem';
import { managesOrganization, type Role } from '../../domain/permission/role-matrix';
import { checkPolicy } from '../../engine/compose/policy';
import type { ResolvedCompose } from '../../engine/compose/types';
import { unusableParts } from '../../engine/compose/unusable';
import type { OrganizationScope } from '../context';
import { foreignExternals } from './externals';

/**
 * What a file asks of the host and may not, and what is not of the organization. Empty: nothing.
 * @param role of the user who brings it; null: no user of the organization
 */
export async function refusalsOf(
  scope: Pick<OrganizationScope, 'db' | 'organizationId'>,
  resolved: ResolvedCompose,
  role: Role | null,
): Promise<ComposeProblem[]> {
  const mayUseHost = role !== null && managesOrganization(role) && (await isHostAccessAllowed(scope));
  const problems = checkPolicy(resolved, { hostAccess: mayUseHost ? 'allow' : 'deny' });
  return [...problems, ...(await foreignExternals(scope, resolved))];
}

/** Find what a release may not have, for every caller: a policy may have changed since the file was saved. */
export async function releaseRefusals(
  scope: Pick<OrganizationScope, 'db' | 'organizationId'>,
  resolved: ResolvedCompose,
): Promise<ComposeProblem[]> {
  const hostAccess = (await isHostAccessAllowed(scope)) ? 'allow' : 'deny';
  return [...unusableParts(resolved), ...checkPolicy(resolved, { hostAccess })];
}

async function isHostAccessAllowed({
  db,
  organizationId: id,
}: Pick<OrganizationScope, 'db' | 'organizationId'>): Promise<boolean> {
  const organization = await db.organization.findUniqueOrThrow({
    where: { id },
    select: { isHostAccessAllowed: true },
  });
  return organization.isHostAccessAllowed;
}
