import pg from 'pg';
import type { Secret } from '../../domain/secret';

/** Count the sessions of Gantry in a database: each of its connections is named after it. */
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
