import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from './database';
import { fillEveryTable } from './filled.testing';
import { createTestDatabase } from './testing';

const folder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const WORKLOADS = '20261129013000_workloads_and_operations';
const migrations = readdirSync(folder)
  .filter((name) => /^\d/.test(name))
  .sort();

type Row = Record<string, unknown>;

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.maintenance.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
});
afterAll(() => database.close());

async function apply(names: readonly string[]): Promise<void> {
  for (const name of names)
    await database.maintenance.query(readFileSync(join(folder, name, 'migration.sql'), 'utf8'));
}

async function read(sql: string): Promise<Row[]> {
  const { rows } = await database.maintenance.query<{ row: Row }>(
    `SELECT row_to_json(t) AS row FROM (${sql}) t`,
  );
  return rows.map(({ row }) => row);
}

/** Copy the first row of a table, with `changes`. */
function copy(table: string, changes: Row): Promise<unknown> {
  return database.maintenance.query(
    `INSERT INTO ${table} SELECT (jsonb_populate_record(t, $1::jsonb)).* FROM ${table} t WHERE id = 1`,
    [JSON.stringify(changes)],
  );
}

it('keeps every row and every id of a database that the version before filled', async () => {
  await apply(migrations.filter((name) => name < WORKLOADS));
  await fillEveryTable(database);
  for (const id of [2, 3]) {
    await copy('applications', {
      id,
      uuid: `application ${id}`,
      name: `Application ${id}`,
      limits_memory: `${id}g`,
    });
    await copy('deployments', {
      id,
      uuid: `deployment ${id}`,
      application_id: id,
      dedupe_key: `key ${id}`,
      is_webhook: false,
      is_api: id === 2,
      commit: `commit ${id}`,
    });
    await copy('environment_variables', { id, uuid: `variable ${id}`, application_id: id });
    await copy('releases', {
      id,
      uuid: `release ${id}`,
      application_id: id,
      deployment_uuid: `deployment ${id}`,
    });
  }
  const before = {
    applications: await read('SELECT * FROM applications ORDER BY id'),
    deployments: await read('SELECT * FROM deployments ORDER BY id'),
    variables: await read('SELECT * FROM environment_variables ORDER BY id'),
    releases: await read('SELECT * FROM releases ORDER BY id'),
    tags: await read('SELECT * FROM application_tags'),
    domains: await read('SELECT * FROM domains'),
    plans: await read('SELECT * FROM deployment_plans'),
    chunks: await read('SELECT * FROM container_log_chunks'),
    steps: await read('SELECT * FROM deployment_steps'),
    logs: await read('SELECT * FROM deployment_logs'),
    specifications: await read('SELECT * FROM deployment_specifications'),
  };

  await apply(migrations.filter((name) => name >= WORKLOADS));

  expect(
    await read(`SELECT w.*, a.* FROM workloads w JOIN applications a USING (id) ORDER BY w.id`),
  ).toMatchObject(before.applications.map((row) => ({ ...row, kind: 'application' })));
  expect(
    await read(`SELECT o.*, d.* FROM operations o JOIN deployments d ON d.operation_id = o.id ORDER BY o.id`),
  ).toMatchObject(
    before.deployments.map(({ application_id, is_api, is_webhook, ...row }) => ({
      ...row,
      workload_id: application_id,
      cause: is_webhook ? 'webhook' : is_api ? 'api' : 'console',
    })),
  );
  const ofWorkload = ({ application_id, ...row }: Row) => ({ ...row, workload_id: application_id });
  const ofOperation = ({ deployment_id, ...row }: Row) => ({ ...row, operation_id: deployment_id });
  const after = async (sql: string, expected: Row[]) => expect(await read(sql)).toMatchObject(expected);
  await after('SELECT * FROM environment_variables ORDER BY id', before.variables.map(ofWorkload));
  await after('SELECT * FROM releases ORDER BY id', before.releases.map(ofWorkload));
  await after('SELECT * FROM workload_tags', before.tags.map(ofWorkload));
  await after('SELECT * FROM domains', before.domains.map(ofWorkload));
  await after('SELECT * FROM deployment_plans', before.plans.map(ofWorkload));
  await after('SELECT * FROM container_log_chunks', before.chunks.map(ofWorkload));
  await after('SELECT * FROM operation_steps', before.steps.map(ofOperation));
  await after('SELECT * FROM operation_logs', before.logs.map(ofOperation));
  await after('SELECT * FROM operation_specifications', before.specifications.map(ofOperation));

  const next = await read(
    `SELECT nextval(pg_get_serial_sequence('workloads', 'id')) AS workload,
       nextval(pg_get_serial_sequence('operations', 'id')) AS operation`,
  );
  expect(next).toEqual([{ workload: 8, operation: 8 }]); // the sequences continued from 7
});
