import pg from 'pg';
import { errorMessage } from '../domain/error';
import type { Secret } from '../domain/secret';
import type { Logger } from '../lib/log';
import type { Pool } from './pool';

const channel = 'gantry_events';

/** One thing that changed. Small on purpose (PostgreSQL allows 8000 bytes): receivers read the rows. */
export interface ChangeEvent {
  organizationId: string;
  /** What changed: `deployment`, `deployment_log`, `application`, `server`, … */
  kind: string;
  uuid: string;
}

export interface ChangeFeed {
  publish(event: ChangeEvent): Promise<void>;
  /** Calls `listener` for every change, of this process and of others. Returns the way to stop. */
  subscribe(listener: (event: ChangeEvent) => void): () => void;
  close(): Promise<void>;
}

/** Changes travel by LISTEN/NOTIFY, so that a console on one process sees what a worker on another does. */
export async function openChangeFeed(url: Secret, pool: Pool, log: Logger): Promise<ChangeFeed> {
  const listeners = new Set<(event: ChangeEvent) => void>();
  let closed = false;
  let client = await listen();

  async function listen(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: url.reveal(), application_name: 'gantry events' });
    next.on('notification', (message) => {
      if (!message.payload) return;
      const event: ChangeEvent = JSON.parse(message.payload);
      for (const listener of listeners) listener(event);
    });
    next.on('error', (error) => log.warn({ error: errorMessage(error) }, 'event connection lost'));
    next.on('end', () => {
      if (!closed) void reconnect();
    });
    await next.connect();
    await next.query(`LISTEN ${channel}`);
    return next;
  }

  async function reconnect(): Promise<void> {
    for (let delay = 200; !closed; delay = Math.min(delay * 2, 5000)) {
      await new Promise((done) => setTimeout(done, delay));
      try {
        client = await listen();
        return;
      } catch (error) {
        log.warn({ error: errorMessage(error) }, 'event connection cannot be restored yet');
      }
    }
  }

  return {
    async publish(event) {
      await pool.query('SELECT pg_notify($1, $2)', [channel, JSON.stringify(event)]);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await client.end();
    },
  };
}
