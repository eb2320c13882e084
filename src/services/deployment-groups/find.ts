import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';

const KIND = 'Deployment group';

/** Get a group with the parts that the caller may see, or 404. */
export async function getGroup({ db }: Scope, uuid: string) {
  requirePublicId(uuid, KIND);
  const group = await db.deploymentGroup.findUnique({ where: { uuid } });
  if (!group) throw notFound(KIND);
  const parts = await db.operation.findMany({
    where: { groupId: group.id, revertsId: null },
    include: {
      workload: { select: { uuid: true, name: true, kind: true } },
      revert: { select: { uuid: true, status: true } },
    },
    orderBy: { id: 'asc' },
  });
  if (parts.length === 0) throw notFound(KIND);
  return { ...group, parts };
}

export type LoadedGroup = Awaited<ReturnType<typeof getGroup>>;
