import { takeLock } from '../../db/named-lock';
import { completeGroup } from '../../db/queries/complete-group';
import { type GroupState, moveGroup, openGroupStates } from '../../domain/deployment-group';
import { operationCan } from '../../domain/states';
import type { OrganizationScope, Services } from '../context';
import { organizationScopeOf } from '../context';
import { announceOperation } from '../operations/announce';
import { cancelWithGroup } from '../operations/cancel';
import { enqueueDispatch, enqueueMove } from '../operations/dispatch-job';
import { revertPart } from './revert';

/** Move every open group: continue what a crash left between two moves. */
export async function moveOpenGroups(services: Services): Promise<void> {
  const open = await services.database.unscoped.deploymentGroup.findMany({
    where: { state: { in: [...openGroupStates] } },
    select: { id: true, organizationId: true },
    orderBy: { id: 'asc' },
  });
  for (const { id, organizationId } of open)
    await moveDeploymentGroup(organizationScopeOf(services, organizationId), id);
}

/** Take the next steps of a group until it has to wait. Only one process at a time does so. */
export async function moveDeploymentGroup(scope: OrganizationScope, groupId: number): Promise<void> {
  const unlock = await takeLock(scope.database.pool, `deployment group ${groupId}`);
  try {
    await moveLocked(scope, groupId);
  } finally {
    await unlock();
  }
}

async function moveLocked(scope: OrganizationScope, groupId: number): Promise<void> {
  const group = await loadGroup(scope, groupId);
  if (!group || group.finishedAt) return;
  const parts = group.operations.filter(({ revertsId }) => revertsId === null);
  const { state, cancel, revert } = moveGroup(
    group.state,
    parts.map((part) => ({
      id: part.id,
      status: part.status,
      isPaused: part.pausedAt !== null,
      isServing: part.servingAt !== null,
      isUndoing:
        operationCan.isTerminal(part.status) && (part.leaseHolder !== null || part.pausedAt !== null),
      isLeft: part.undoIncomplete,
      revert: part.revert?.status ?? null,
    })),
  );
  // First the state, which says that the group is being reverted, then what follows from it.
  if (state !== group.state && !(await enter(scope, groupId, state, parts))) return;
  for (const part of parts) {
    if (cancel.includes(part.id)) await cancelWithGroup(scope, part);
    if (revert.includes(part.id)) await revertPart(scope, { ...part, groupId });
  }
  if (state === group.state) return;
  for (const part of parts) {
    await announceOperation(scope, part);
    await enqueueDispatch(scope, part.server.uuid);
  }
  await enqueueMove(scope, { groupId });
}

function loadGroup({ db }: OrganizationScope, id: number) {
  return db.deploymentGroup.findUnique({
    where: { id },
    include: {
      operations: {
        include: {
          workload: true,
          server: { select: { uuid: true } },
          revert: { select: { status: true } },
        },
        orderBy: { id: 'asc' },
      },
    },
  });
}

/** Write a new state. @returns false when a part was cancelled in time: its cancel moves the group again */
async function enter(
  scope: OrganizationScope,
  groupId: number,
  state: GroupState,
  parts: readonly Part[],
): Promise<boolean> {
  if (state === 'completing') return completeGroup(scope.database.pool, groupId);
  await writeState(scope, groupId, state, reasonOf(parts));
  return true;
}

type Part = NonNullable<Awaited<ReturnType<typeof loadGroup>>>['operations'][number];

/** Why a group is reverted: the first of its parts that failed, and its outcome. */
function reasonOf(parts: readonly Part[]): string | null {
  const broken =
    parts.find(({ status }) => status === 'failed') ?? parts.find(({ status }) => status === 'cancelled');
  if (!broken) return null;
  const what = broken.status === 'failed' ? 'failed' : 'was cancelled';
  return `The deployment of ${broken.workload.name} ${what}${broken.reason ? `: ${broken.reason}` : '.'}`;
}

async function writeState(
  { db, clock }: OrganizationScope,
  id: number,
  state: GroupState,
  reason: string | null,
): Promise<void> {
  const isOver = !(openGroupStates as readonly GroupState[]).includes(state); // widened for the check
  // Keep the first reason: later parts are cancelled because of it.
  const known = await db.deploymentGroup.findUnique({ where: { id }, select: { reason: true } });
  await db.deploymentGroup.updateMany({
    where: { id },
    data: {
      state,
      ...(known?.reason === null && reason !== null && { reason }),
      ...(isOver && { finishedAt: clock.now() }),
    },
  });
}
