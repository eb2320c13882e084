import type { ReceivedWebhook } from '../../db/generated/client';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { Decision } from './deploy';
import { type Delivery, keep } from './ledger';
import { forget } from './received';

const WAITS = 'the deployment queue of the server is full; it is deployed when there is room';

/**
 * Hold a delivery for the applications whose server had no room, and record what was decided about all.
 * @param held the row that holds it
 * @returns the decisions, where those that wait are queued
 */
export async function waitForRoom(
  scope: OrganizationScope,
  { id, ledgerUuid = null }: Pick<ReceivedWebhook, 'id'> & Partial<Pick<ReceivedWebhook, 'ledgerUuid'>>,
  delivery: Delivery,
  decisions: readonly Decision[],
): Promise<Decision[]> {
  const uuid = ledgerUuid ?? newUuid();
  const workloadIds = decisions.filter(({ isFull }) => isFull).map(({ application }) => application.id);
  const waiting = decisions.map((decision) =>
    decision.isFull ? { ...decision, status: 'queued' as const, message: WAITS } : decision,
  );
  // First: after a crash in between, it is handled again as one that waits.
  const { count } = await scope.db.receivedWebhook.updateMany({
    where: { id, ledgerUuid },
    data: { ledgerUuid: uuid, workloadIds },
  });
  // Otherwise another call for the same delivery holds it.
  if (count > 0 && !(await keep(scope, delivery, waiting, uuid))) await forget(scope, id);
  return waiting;
}
