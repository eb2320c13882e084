import pg from 'pg';
import type { Secret } from '../domain/secret';
import { type PoolClass, poolConfig } from './connection-limits';
import { probe } from './probe';
import { doubtAbout, Reach } from './reach';
import { databaseAway, isAway } from './unavailable';

export type Pool = pg.Pool;

/**
 * Time in use after which a connection makes us check whether PostgreSQL answers; then again after twice the time, …
 */
const DOUBT_AFTER_MS = 1_000;

export interface PoolOptions {
  of?: PoolClass;
  max?: number;
  /** Shared by the pools of a process; by default the pool has its own. */
  reach?: Reach;
}

/**
 * Create a pool of connections with the time limits of its class. A connection that breaks while idle (PostgreSQL
 * restarted) is replaced at the next query: without listeners it would end the process.
 */
export function createPool(url: Secret, { of = 'request', max, reach }: PoolOptions = {}): Pool {
  const known = reach ?? reachOf(url);
  const pool = new ReachedPool(url, { ...poolConfig(of), ...(max === undefined ? {} : { max }) }, known);
  const doubt = doubtAbout(known);
  const questions = new WeakMap<pg.PoolClient, NodeJS.Timeout>();
  const askLater = (client: pg.PoolClient, afterMs: number) => {
    const ask = () => {
      known.doubt(`a connection has been in use for ${afterMs} ms`);
      askLater(client, afterMs * 2);
    };
    questions.set(client, setTimeout(ask, afterMs).unref());
  };
  pool.on('error', doubt);
  pool.on('connect', (client) => client.on('error', doubt));
  pool.on('acquire', (client) => askLater(client, DOUBT_AFTER_MS));
  pool.on('release', (_error, client) => clearTimeout(questions.get(client)));
  return pool;
}

export function reachOf(url: Secret): Reach {
  return new Reach({ probe: () => probe(url) });
}

type Acquired = (error: Error | undefined, client: pg.PoolClient | undefined, done: Done) => void;
type Done = (release?: unknown) => void;

/** Refuses connections while PostgreSQL is known to be down. `query` takes its connection here, too. */
class ReachedPool extends pg.Pool {
  readonly #reach: Reach;

  constructor(url: Secret, config: pg.PoolConfig, reach: Reach) {
    super({ ...config, connectionString: url.reveal(), stream: reach.socket });
    this.#reach = reach;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Acquired): void;
  override connect(callback?: Acquired): Promise<pg.PoolClient> | undefined {
    const connecting = this.#connect();
    if (!callback) return connecting;
    connecting.then(
      (client) =>
        callback(undefined, client, (error) => client.release(error instanceof Error || error === true)),
      (error: Error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }

  async #connect(): Promise<pg.PoolClient> {
    if (this.#reach.isAway) throw databaseAway();
    try {
      return await super.connect();
    } catch (error) {
      if (!isAway(error)) throw error;
      doubtAbout(this.#reach)(error);
      throw databaseAway(error);
    }
  }
}
