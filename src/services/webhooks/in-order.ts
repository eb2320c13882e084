import { Turns } from '../../lib/turns';

/** Most deliveries of an organization that wait in this process; a sweep handles others that are held. */
const MOST_WAITING = 100;

/** Deliveries of each organization that this process handles. */
const turnsOf = new Map<string, Turns>();

/**
 * Handle a delivery after those of its organization that came before: an older push must not replace a newer one, and
 * many at once would leave no database connection to requests.
 * @returns null: too many wait
 */
export function inOrder<T>(organizationId: string, work: () => Promise<T>): Promise<T> | null {
  const turns = turnsOf.get(organizationId) ?? new Turns(1);
  if (turns.waiting >= MOST_WAITING) return null;
  turnsOf.set(organizationId, turns);
  return whenItsTurn(turns, work).finally(() => {
    if (turns.isIdle) turnsOf.delete(organizationId);
  });
}

async function whenItsTurn<T>(turns: Turns, work: () => Promise<T>): Promise<T> {
  const end = await turns.take();
  try {
    return await work();
  } finally {
    end();
  }
}
