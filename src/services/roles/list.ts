import type { Scope } from '../context';

/** List the organization's custom roles by name. */
export function listRoles({ db }: Scope) {
  return db.customRole.findMany({
    include: { _count: { select: { memberships: true } } },
    orderBy: { name: 'asc' },
  });
}
