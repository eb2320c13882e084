import { Turns } from '../lib/turns';
import type { Pool } from './pool';

/** Share of a pool that locks may use: the work under a lock needs other connections. */
const partOfPool = 0.25;

interface Queues {
  connections: Turns;
  /** Turns for each lock that this process holds or waits for: waiting needs no connection. */
  names: Map<string, Turns>;
}

const queuesOf = new WeakMap<Pool, Queues>();

/**
 * Take the lock of this name once no process holds it; it also ends with the process. Never take a second one while
 * holding one.
 * @returns a function that releases it; always call it
 */
export async function takeLock(pool: Pool, name: string): Promise<() => Promise<void>> {
  const { connections, names } = queues(pool);
  const queue = names.get(name) ?? new Turns(1);
  names.set(name, queue);
  const endName = await queue.take();
  const endConnection = await connections.take();
  const leave = () => {
    endConnection();
    endName();
    if (queue.isIdle) names.delete(name);
  };
  try {
    const unlock = await lockInDatabase(pool, name);
    return () => unlock().finally(leave);
  } catch (error) {
    leave();
    throw error;
  }
}

function queues(pool: Pool): Queues {
  const known = queuesOf.get(pool);
  if (known) return known;
  const atOnce = Math.max(1, Math.floor((pool.options.max ?? 1) * partOfPool));
  const made = { connections: new Turns(atOnce), names: new Map<string, Turns>() };
  queuesOf.set(pool, made);
  return made;
}

async function lockInDatabase(pool: Pool, name: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [name]);
  } catch (error) {
    client.release(true);
    throw error;
  }
  return () =>
    client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [name]).then(
      () => client.release(),
      () => client.release(true), // closed: the lock ends with its connection
    );
}
