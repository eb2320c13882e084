import { serversBehind } from '../../db/queries/claim-operation';
import type { OrganizationScope, Services } from '../context';

/** Ask the workers to look at a server's queue. One waiting request is enough for any number of operations. */
export async function enqueueDispatch({ queue }: Pick<Services, 'queue'>, serverUuid: string): Promise<void> {
  await queue.enqueue('deployment.dispatch', { serverUuid }, { key: `deployment.dispatch ${serverUuid}` });
}

/** Do so when an operation has given up its place: on its server, and on the one that built for it. */
export async function dispatchBehind(
  { queue, database }: Pick<Services, 'queue' | 'database'>,
  { id, server }: { id: number; server: { uuid: string } },
): Promise<void> {
  for (const uuid of [server.uuid, ...(await serversBehind(database.critical, id))])
    await enqueueDispatch({ queue }, uuid);
}

/** Ask the workers to decide what happens next to the group of an operation, where it has one. */
export async function enqueueMove(
  { queue, organizationId }: Pick<OrganizationScope, 'queue' | 'organizationId'>,
  { groupId }: { groupId: number | null },
): Promise<void> {
  if (groupId === null) return;
  const key = `deployment.move-group ${groupId}`;
  await queue.enqueue('deployment.move-group', { organizationId, groupId }, { key });
}
