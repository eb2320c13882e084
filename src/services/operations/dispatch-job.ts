import type { Services } from '../context';

/** Ask the workers to look at a server's queue. One waiting request is enough for any number of operations. */
export async function enqueueDispatch({ queue }: Pick<Services, 'queue'>, serverUuid: string): Promise<void> {
  await queue.enqueue('deployment.dispatch', { serverUuid }, { key: `deployment.dispatch ${serverUuid}` });
}
