import { z } from 'zod';
import { errorMessage } from '../domain/error';
import { systemClock } from '../lib/clock';
import type { Logger } from '../lib/log';
import type { Database } from './database';
import { holdConnection } from './held-connection';
import { announceKeys, processSession } from './key-holders';
import { Recent } from './recent';

const channel = 'gantry_events';

/** How long changes are kept: longer than a page takes to read its rows and then open its stream. */
const RECENT_MS = 30_000;
const MOST_RECENT = 1_000;

/** A change. Small on purpose (PostgreSQL allows 8000 bytes): receivers read the rows. */
export interface ChangeEvent {
  organizationId: string;
  /** Kind of the object that changed: `deployment`, `deployment_log`, `application`, `server`, … */
  kind: string;
  uuid: string;
}

const changeEvent = z.object({ organizationId: z.string(), kind: z.string(), uuid: z.string() });

export interface ChangeFeed {
  publish(event: ChangeEvent): Promise<void>;
  /**
   * Call `listener` for every change, of this process and others, and `lookAgain` after a connection loss in which
   * changes may have been missed: then anything may have changed. Return a function that unsubscribes.
   */
  subscribe(listener: (event: ChangeEvent) => void, lookAgain: () => void): () => void;
  /** List the changes of the last half minute, oldest first; null when some may be missing. */
  recent(): readonly ChangeEvent[] | null;
  close(): Promise<void>;
}

interface Subscriber {
  listener: (event: ChangeEvent) => void;
  lookAgain: () => void;
}

/**
 * Open the feed of changes. They travel by LISTEN/NOTIFY, so that a console on one process sees what a worker on
 * another does.
 */
export async function openChangeFeed(
  { url, pool, sealer }: Pick<Database, 'url' | 'pool' | 'sealer'>,
  log: Logger,
): Promise<ChangeFeed> {
  const subscribers = new Set<Subscriber>();
  const recent = new Recent<ChangeEvent>({ ms: RECENT_MS, most: MOST_RECENT, now: systemClock.monotonicMs });

  function tell(what: (subscriber: Subscriber) => void): void {
    for (const subscriber of [...subscribers]) {
      try {
        what(subscriber);
      } catch (error) {
        log.error({ error: errorMessage(error) }, 'a listener of changes failed');
      }
    }
  }

  const connection = await holdConnection({
    url,
    name: processSession,
    log,
    async begin(client, isFirst) {
      client.on('notification', ({ payload }) => {
        const event = readEvent(payload);
        if (event) {
          recent.add(event);
          tell(({ listener }) => listener(event));
        } else log.warn({ payload: payload?.slice(0, 200) }, 'a change that cannot be read');
      });
      await announceKeys(client, sealer);
      await client.query(`LISTEN ${channel}`);
      if (isFirst) return;
      recent.addGap();
      tell(({ lookAgain }) => lookAgain());
    },
  });

  return {
    async publish(event) {
      await pool.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify(event)]);
    },
    subscribe(listener, lookAgain) {
      const subscriber = { listener, lookAgain };
      subscribers.add(subscriber);
      return () => subscribers.delete(subscriber);
    },
    recent: () => recent.list(),
    close: () => connection.close(),
  };
}

/** Read an event, untrusted: anyone who may use the database may send on the channel. */
function readEvent(payload: string | undefined): ChangeEvent | null {
  try {
    return changeEvent.parse(JSON.parse(payload ?? ''));
  } catch {
    return null;
  }
}
