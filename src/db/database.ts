import type { Secret } from '../domain/secret';
import { systemClock } from '../lib/clock';
import { AuditAnchor } from './audit-anchor';
import { AuditTrail } from './audit-trail';
import { createDb, type Db } from './client';
import type { InstanceDb } from './instance';
import { createPool, type Pool, reachOf } from './pool';
import { sealKeysOf } from './queries/audit-chain';
import type { Reach } from './reach';
import { createSealer, type Sealer } from './sealed';

/** Everything that uses PostgreSQL: the pools, the Prisma client on the first, the sealer of encrypted columns. */
export interface Database {
  url: Secret;
  /** Whether PostgreSQL answers; shared by all pools. */
  reach: Reach;
  /** Pool for everything a caller waits for. */
  pool: Pool;
  /** Pool for leases, heartbeats and dispatch, which never wait behind requests. */
  critical: Pool;
  /** Pool for work on whole tables, without a statement time limit. */
  maintenance: Pool;
  db: InstanceDb;
  /**
   * Every table of every organization: for identity, sweeps, start-up and what is unique on a machine. A service that
   * uses it must check the organization itself; unscoped.test.ts lists all of them.
   */
  unscoped: Db;
  sealer: Sealer;
  /** The only way to write to the audit trail. */
  trail: AuditTrail;
  close(): Promise<void>;
}

/** Time after which connections are cut: a frozen PostgreSQL never closes them. */
const GOODBYE_MS = 2_000;

export interface DatabaseOptions {
  /** Older keys that still open what they sealed. */
  olderKeys?: readonly Secret[];
  /** File that keeps the end of the audit trail outside the database. */
  anchorFile?: string;
}

export function openDatabase(url: Secret, secretKey: Secret, options: DatabaseOptions = {}): Database {
  const reach = reachOf(url);
  const pool = createPool(url, { of: 'request', reach });
  const critical = createPool(url, { of: 'critical', reach });
  const maintenance = createPool(url, { of: 'maintenance', reach });
  const db = createDb(pool);
  const sealer = createSealer(secretKey, options.olderKeys);
  const anchor = new AuditAnchor(options.anchorFile ?? null, sealKeysOf(sealer));
  return {
    url,
    reach,
    pool,
    critical,
    maintenance,
    db,
    unscoped: db,
    sealer,
    trail: new AuditTrail(pool, sealer, anchor),
    async close() {
      await reach.close();
      await db.$disconnect();
      const impatience = new AbortController();
      const cut = systemClock.sleep(GOODBYE_MS, impatience.signal).then(
        () => reach.cut(),
        () => undefined, // all ended in time
      );
      await Promise.all([pool, critical, maintenance].map((each) => (each.ended ? undefined : each.end())));
      impatience.abort();
      await cut;
    },
  };
}
