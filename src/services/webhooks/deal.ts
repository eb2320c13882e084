import type { WebhookApplication } from '../../db/queries/webhook-applications';
import { errorMessage } from '../../domain/error';
import type { OrganizationScope } from '../context';
import { accepted, type Due } from './answer';
import { carryOut, type Decision } from './deploy';
import { inOrder } from './in-order';
import { type Delivery, findSettled, keep, keepDuplicate } from './ledger';
import { skipIfOutdated } from './outdated';
import { forget, type Held, remember } from './received';
import { waitForRoom } from './wait-for-room';

/**
 * Handle a delivery for the applications of one organization, once. When the answer is due before the end, it says what is
 * known: the delivery is held, and its handling goes on. What finds the queue of a server full is held until there is room
 * (decision 172); only a user who replays a delivery is told instead.
 */
export async function deal(
  scope: OrganizationScope,
  delivery: Delivery,
  applications: readonly WebhookApplication[],
  due: Due,
): Promise<Decision[]> {
  const first = await findSettled(scope, delivery);
  if (first) {
    await keepDuplicate(scope, delivery, first);
    return first.decisions;
  }
  // A user who replays one sees whether it failed.
  if (due === null) return handle(scope, { delivery, applications, held: null });
  const held = await remember(scope, delivery, applications);
  const progress = { isAnswered: false };
  const handled = inOrder(scope.organizationId, () =>
    handle(scope, { delivery, applications, held, progress }),
  );
  const decisions = await (handled === null ? 'due' : Promise.race([handled, due]));
  if (decisions !== 'due') return decisions;
  progress.isAnswered = true;
  handled?.catch((error: unknown) => {
    const { deliveryId } = delivery;
    scope.log.warn({ delivery: deliveryId, error: errorMessage(error) }, 'webhook not handled; it is held');
  });
  return accepted(delivery, applications);
}

interface Handling {
  delivery: Delivery;
  applications: readonly WebhookApplication[];
  /** null: it is not held. */
  held: Held | null;
  progress?: { isAnswered: boolean };
}

async function handle(
  scope: OrganizationScope,
  { delivery, applications, held, progress }: Handling,
): Promise<Decision[]> {
  // Since then, users and newer events may have decided.
  const row = progress?.isAnswered ? held : null;
  const decisions: Decision[] = [];
  for (const application of applications) {
    const skipped = row && (await skipIfOutdated(scope, { row, delivery, application }));
    decisions.push(skipped ?? (await carryOut(scope, application, delivery)));
  }
  const received = held ? { ...delivery, receivedAt: held.receivedAt } : delivery;
  if (held && decisions.some(({ isFull }) => isFull)) return waitForRoom(scope, held, received, decisions);
  const isKept = await keep(scope, received, decisions);
  if (held) await forget(scope, held.id);
  return isKept ? decisions : ((await findSettled(scope, delivery))?.decisions ?? decisions);
}
