import type { Principal } from '../../auth/context';
import type { Services } from '../context';

/** The caller in organizations other than that of the request. */
export interface OwnMemberships {
  /** Get the caller in an organization; null: not a member, or the key belongs to another organization. */
  in(organizationId: string): Promise<Principal | null>;
  all(): Promise<Principal[]>;
}

/**
 * The memberships of the caller, read once when first needed. A key has one organization, a session all of its user's.
 */
export function ownMemberships(services: Services, principal: Principal): OwnMemberships {
  let reading: Promise<Principal[]> | undefined;
  const all = () => {
    reading ??= principal.key ? Promise.resolve([principal]) : readMemberships(services, principal);
    return reading;
  };
  return {
    all,
    async in(organizationId) {
      if (organizationId === principal.organization.id) return principal;
      return (await all()).find(({ organization }) => organization.id === organizationId) ?? null;
    },
  };
}

async function readMemberships({ database }: Services, principal: Principal): Promise<Principal[]> {
  const memberships = await database.unscoped.membership.findMany({
    where: { userId: principal.user.id },
    include: {
      organization: true,
      customRole: true,
      grants: { include: { project: { select: { uuid: true } } } },
    },
  });
  return memberships.map(({ organization, role, customRole, grants, isLimited }) => ({
    ...principal,
    organization,
    role,
    customRole,
    isLimited,
    grants: grants.map(({ project, abilities }) => ({ projectUuid: project.uuid, abilities })),
  }));
}
