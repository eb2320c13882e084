import { Socket } from 'node:net';
import pg from 'pg';
import type { Secret } from '../domain/secret';
import type { ProbeResult } from './reach';
import { isAway, noteSocketError } from './unavailable';

/** Time limit of a trivial statement. */
const PATIENCE_MS = 3_000;

/**
 * Request a connection and an answer from PostgreSQL. A refusal of this user, or for lack of connections, counts as an
 * answer.
 */
export async function probe(url: Secret): Promise<ProbeResult> {
  const started = performance.now();
  const client = new pg.Client({
    connectionString: url.reveal(),
    application_name: 'gantry probe',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    stream: () => new Socket().on('error', noteSocketError),
  });
  client.on('error', () => undefined); // the work on it fails, too
  try {
    await client.connect();
    await client.query('SELECT 1');
    return 'answers';
  } catch (error) {
    if (!isAway(error)) return 'answers';
    return performance.now() - started < PATIENCE_MS ? 'refuses' : 'silent';
  } finally {
    client.connection.stream.destroy();
  }
}
