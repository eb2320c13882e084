import type { ComposeProblem } from '../../domain/compose/problem';
import { managesOrganization } from '../../domain/permission/role-matrix';
import { checkPolicy } from '../../engine/compose/policy';
import type { ResolvedCompose } from '../../engine/compose/types';
import { unusableParts } from '../../engine/compose/unusable';
import type { OrganizationScope, Scope } from '../context';
import { foreignExternals } from './externals';

/** What a file asks of the host and may not, what is not built, and what is not of the organization. Empty: nothing. */
export async function refusalsOf(
  scope: Pick<Scope, 'db' | 'organizationId' | 'principal'>,
  resolved: ResolvedCompose,
): Promise<ComposeProblem[]> {
  const mayUseHost = managesOrganization(scope.principal.role) && (await isHostAccessAllowed(scope));
  const problems = checkPolicy(resolved, { hostAccess: mayUseHost ? 'allow' : 'deny' });
  const built = resolved.project.services
    .filter(({ image, build }) => image === null || build !== null)
    .map(({ name }) => ({
      ...resolved.placeOf(name, 'build'),
      service: name,
      key: 'build',
      message: 'A service is not built from a file alone. Name an image that is in a registry.',
    }));
  return [...problems, ...built, ...(await foreignExternals(scope, resolved))];
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
