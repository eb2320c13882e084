import type { Prisma } from '../../db/generated/client';
import { type OrganizationScope, organizationScopeOf, type Scope } from '../context';

const withServer = { destination: { include: { server: true } } } as const;

/** List the rows of an application at its additional destinations, oldest first. */
export function listFollowers({ db }: Pick<OrganizationScope, 'db'>, { id }: { id: number }) {
  return db.workload.findMany({ where: { followsId: id }, include: withServer, orderBy: { id: 'asc' } });
}

/** The condition on a workload that it runs on a server: at its own destination or at an additional one. */
export function runsOn(serverId: number): Prisma.WorkloadWhereInput {
  const isThere = { destination: { serverId } };
  return { OR: [isThere, { followers: { some: isThere } }] };
}

/**
 * Widen a scope to the whole organization, still on behalf of the caller: what may be done with an application is done
 * at each of its destinations, also for a caller who sees nothing else there.
 */
export function wholeScope(scope: Scope): OrganizationScope & Pick<Scope, 'principal'> {
  const { organizationId, actorUserId, principal } = scope;
  return { ...organizationScopeOf(scope, organizationId, actorUserId), principal };
}
