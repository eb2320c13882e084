import { serversBehind } from '../../db/queries/claim-operation';
import type { OrganizationScope, Services } from '../context';

/** Ask the workers to check a server's queue. One queued request is enough for any number of operations. */
export async function enqueueDispatch({ queue }: Pick<Services, 'queue'>, serverUuid: string): Promise<void> {
  await queue.enqueue('deployment.dispatch', { serverUuid }, { key: `deployment.dispatch ${serverUuid}` });
}

/** Ask so after an operation has freed its place: on its server, and on the one that built for it. */
export async function dispatchBehind(
  { queue, database }: Pick<Services, 'queue' | 'database'>,
  { id, server }: { id: number; server: { uuid: string } },
): Promise<void> {
  for (const uuid of [server.uuid, ...(await serversBehind(database.critical, id))])
    await enqueueDispatch({ queue }, uuid);
}

/** Ask the workers to decide the next step of an operation's group, if it has one. */
export async function enqueueMove(
  { queue, organizationId }: Pick<OrganizationScope, 'queue' | 'organizationId'>,
  { groupId }: { groupId: number | null },
): Promise<void> {
  if (groupId === null) return;
  const key = `deployment.move-group ${groupId}`;
  await queue.enqueue('deployment.move-group', { organizationId, groupId }, { key });
}
