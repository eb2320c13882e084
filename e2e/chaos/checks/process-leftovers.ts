import { readdir } from 'node:fs/promises';
import type pg from 'pg';
import { connectionLimits } from '../../../src/db/connection-limits';
import { eachProcess, type GantryPair } from '../gantry-pair';
import { processNames } from '../schedule';
import type { Check } from './context';

/** What the processes hold while nothing happens. */
export interface Holdings {
  /** PostgreSQL connections by application name, of both processes together. */
  connections: Map<string, number>;
  /** Most descriptors that one process has open. */
  descriptors: number;
}

/** Most that a pool of one process has, however many requests come at once. */
const poolLimits = new Map(
  Object.entries(connectionLimits).map(([of, { max }]) => [
    of === 'request' ? 'gantry' : `gantry ${of}`,
    max,
  ]),
);
/** A connection that one process needs once may be there twice while the old one ends. */
const spareConnections = 2;
/** SSH connections of streams, kept for five minutes, and sockets of the run's own requests. */
const spareDescriptors = 40;

export async function holdingsOf(pool: pg.Pool, pair: GantryPair): Promise<Holdings> {
  const { rows } = await pool.query<{ name: string; count: number }>(
    `SELECT application_name AS name, count(*)::int AS count FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() GROUP BY 1`,
  );
  const counts = await Promise.all(
    eachProcess(pair).map(async ({ pid }) =>
      pid === undefined ? 0 : (await readdir(`/proc/${pid}/fd`)).length,
    ),
  );
  return {
    connections: new Map(rows.map(({ name, count }) => [name, count])),
    descriptors: Math.max(...counts),
  };
}

/** Connections and descriptors are as few as before the first fault. */
export function nothingLeaks(before: Holdings): Check {
  return async ({ pool, pair }) => {
    const now = await holdingsOf(pool, pair);
    const problems: string[] = [];
    for (const [name, count] of now.connections) {
      const known = before.connections.get(name) ?? 0;
      const limit = poolLimits.get(name) ?? 0;
      if (count > Math.max(limit * processNames.length, known) + spareConnections)
        problems.push(`PostgreSQL has ${count} connections of "${name}", before the run it had ${known}`);
    }
    if (now.descriptors > before.descriptors + spareDescriptors)
      problems.push(
        `a process has ${now.descriptors} open descriptors, before the run it had ${before.descriptors}`,
      );
    return problems;
  };
}

/** What Node or the process says about itself when something is wrong inside. */
const alarms =
  /MaxListenersExceededWarning|unhandled ?rejection|uncaught ?exception|UnhandledPromise|out of memory/i;

/** No process complained about a leak or an error that nothing caught. */
export const processesAreCalm: Check = async ({ pair }) =>
  eachProcess(pair).flatMap(({ name, output }) =>
    output
      .split('\n')
      .filter((line) => alarms.test(line))
      .slice(0, 3)
      .map((line) => `Gantry ${name} printed: ${line.slice(0, 300)}`),
  );
