import type { ComposeProblem } from '../../domain/compose/problem';
import { managesOrganization } from '../../domain/permission/role-matrix';
import { checkPolicy } from '../../engine/compose/policy';
import type { ResolvedCompose } from '../../engine/compose/types';
import type { Scope } from '../context';
import { foreignExternals } from './externals';

/** What a file asks of the host and may not, what is not built, and what is not of the organization. Empty: nothing. */
export async function refusalsOf(
  scope: Pick<Scope, 'db' | 'organizationId' | 'principal'>,
  resolved: ResolvedCompose,
): Promise<ComposeProblem[]> {
  const { isHostAccessAllowed } = await scope.db.organization.findUniqueOrThrow({
    where: { id: scope.organizationId },
    select: { isHostAccessAllowed: true },
  });
  const mayUseHost = isHostAccessAllowed && managesOrganization(scope.principal.role);
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
