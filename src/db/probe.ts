import { Socket } from 'node:net';
import pg from 'pg';
import type { Secret } from '../domain/secret';
import type { ProbeResult } from './reach';
import { isAway, noteSocketError } from './unavailable';

/** How long a statement that asks for nothing may take. */
const PATIENCE_MS = 3_000;

/** Ask PostgreSQL for a connection and an answer on it. One that refuses this user, or has no place, answers. */
export async function probe(url: Secret): Promise<ProbeResult> {
  const started = performance.now();
  const client = new pg.Client({
    connectionString: url.reveal(),
    application_name: 'gantry probe',
    connectionTimeoutMillis: PATIENCE_MS,
    query_timeout: PATIENCE_MS,
    stream: () => new Socket().on('error', noteSocketError),
  });
  client.on('error', () => undefined); // what is being done on it fails, too
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
