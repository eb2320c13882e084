import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from '../pool';

export interface ReadinessRow {
  /** Migrations of the database that were not rolled back. */
  applied: string[];
  /** Milliseconds since the last heartbeat of any worker process, by the database's clock; null: there was none. */
  heartbeatAgeMs: number | null;
}

/** Read what a process must know about the database before it may get requests, in one statement. */
export async function readReadiness(pool: Pool): Promise<ReadinessRow> {
  const { rows } = await pool.query<ReadinessRow>(
    `SELECT
       (SELECT coalesce(array_agg(migration_name), '{}') FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL) AS applied,
       (SELECT extract(epoch FROM clock_timestamp() - max(heartbeat_at))::float8 * 1000 FROM worker_processes)
         AS "heartbeatAgeMs"`,
  );
  return rows[0] ?? { applied: [], heartbeatAgeMs: null };
}

let known: readonly string[] | undefined;

/** List the migrations of this version, from the folder above this file, bundled or not. */
export function ownMigrations(): readonly string[] {
  known ??= readdirSync(migrationsFolder(), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return known;
}

function migrationsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'prisma', 'migrations');
    if (existsSync(candidate) || folder === dirname(folder)) return candidate;
  }
}
