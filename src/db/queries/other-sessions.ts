import pg from 'pg';
import type { Secret } from '../../domain/secret';

/** Count Gantry's sessions in a database: each connection has its name. */
export async function countOtherSessions(url: Secret): Promise<number> {
  const client = new pg.Client({
    connectionString: url.reveal(),
    application_name: 'who is here',
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'gantry%'`,
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}
