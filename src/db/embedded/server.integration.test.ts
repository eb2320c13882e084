import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEmbeddedDatabase } from './server';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'gantry-embedded-'));
});
afterEach(async () => {
  await (await openEmbeddedDatabase(dataDir)).stop();
  await rm(dataDir, { recursive: true, force: true });
});

it('makes one cluster and starts one server for all who ask at the same time', async () => {
  const opened = await Promise.all(Array.from({ length: 4 }, () => openEmbeddedDatabase(dataDir)));
  expect(new Set(opened.map((database) => database.url.reveal())).size).toBe(1);
  expect(opened.filter((database) => database.started)).toHaveLength(1);
  const client = new pg.Client({ connectionString: opened[0]?.url.reveal() });
  await client.connect();
  const { rows } = await client.query('SELECT current_database() AS name');
  await client.end();
  expect(rows).toEqual([{ name: 'gantry' }]);
  // The processes that came second leave no draft next to the access file.
  expect((await readdir(dataDir)).filter((name) => name.startsWith('database.json'))).toEqual([
    'database.json',
  ]);
});

it('starts again, with its content, after it was stopped, and adopts what runs', async () => {
  const first = await openEmbeddedDatabase(dataDir);
  const client = new pg.Client({ connectionString: first.url.reveal() });
  await client.connect();
  await client.query('CREATE TABLE kept AS SELECT 1 AS value');
  await client.end();
  await first.stop();

  const again = await openEmbeddedDatabase(dataDir);
  const adopted = await openEmbeddedDatabase(dataDir);
  expect([again.started, adopted.started]).toEqual([true, false]);
  const second = new pg.Client({ connectionString: adopted.url.reveal() });
  await second.connect();
  const { rows } = await second.query('SELECT value FROM kept');
  await second.end();
  expect(rows).toEqual([{ value: 1 }]);
});
