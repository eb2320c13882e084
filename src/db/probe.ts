import { Socket } from 'node:net';
import pg from 'pg';
import type { Secret } from '../domain/secret';
import { isAway, noteSocketError } from './unavailable';

/** How long a statement that asks for nothing may take. */
const PATIENCE_MS = 3_000;

/** Whether PostgreSQL takes a connection and answers on it. One that refuses this user, or has no place, counts. */
export async function answers(url: Secret): Promise<boolean> {
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
    return true;
  } catch (error) {
    return !isAway(error);
  } finally {
    client.connection.stream.destroy();
  }
}
