import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AppError } from '../domain/error';
import type { Secret } from '../domain/secret';
import type { Pool } from './pool';

const run = promisify(execFile);
/** Lock that serializes concurrent starts of several processes; any constant. */
const advisoryLock = 4_205_770_001;

/** List the migrations that the folder has and the database has not finished, in order. */
export async function pendingMigrations(pool: Pool, projectRoot: string): Promise<string[]> {
  const folder = join(projectRoot, 'prisma', 'migrations');
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const { rows: exists } = await pool.query<{ found: string | null }>(
    `SELECT to_regclass('_prisma_migrations')::text AS found`,
  );
  if (!exists[0]?.found) return names;
  const { rows } = await pool.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  );
  const applied = new Set(rows.map((row) => row.migration_name));
  return names.filter((name) => !applied.has(name));
}

/**
 * Update the schema. `prisma migrate deploy` takes about two seconds, so it runs only when something is pending.
 * Return the names of the applied migrations.
 */
export async function migrate(pool: Pool, url: Secret, projectRoot: string): Promise<string[]> {
  if ((await pendingMigrations(pool, projectRoot)).length === 0) return [];
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock]);
    const pending = await pendingMigrations(pool, projectRoot);
    if (pending.length === 0) return [];
    await run(process.execPath, [join(projectRoot, 'prisma', 'cli.mjs'), 'migrate', 'deploy'], {
      cwd: projectRoot,
      env: { ...process.env, DATABASE_URL: url.reveal() },
    });
    return pending;
  } catch (cause) {
    const output = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
    throw new AppError('internal', `The database could not be migrated. ${output}`.trim(), { cause });
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [advisoryLock]);
    client.release();
  }
}
