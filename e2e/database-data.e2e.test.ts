// Backups of databases: made, proven and restored. Real engines, real clients.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseClients } from './gantry/database-clients';
import { type Fixture, openFixture, runBeside } from './gantry/fixture';
import type { Body } from './gantry/rest';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await openFixture();
});
afterAll(() => fixture?.close());

const api = () => fixture.gantry.rest;

const run = (uuid: string, image: string, argv: string[]) => runBeside(fixture.host, uuid, image, argv);

async function finished(operation: string): Promise<void> {
  const { pool } = fixture.gantry.database;
  const ended = async () =>
    (await pool.query('SELECT status::text, reason FROM operations WHERE uuid = $1', [operation])).rows[0];
  await expect.poll(ended, { timeout: 120_000 }).toEqual({ status: 'finished', reason: null });
}

/** The newest backup is restored into a database of its own, which has what was dumped and goes again. */
async function isProven(uuid: string, schedule: string): Promise<void> {
  const { operation_uuids } = await api().post(`/databases/${uuid}/backups/${schedule}/drill`, {});
  await finished(operation_uuids[0]);
  const schedules = await api().get(`/databases/${uuid}/backups`);
  const { last_proven_at, drill_error, executions } = schedules.find((each: Body) => each.uuid === schedule);
  expect([drill_error, executions[0].proven_at]).toEqual([null, last_proven_at]);
  const { rows } = await fixture.gantry.database.pool.query(
    'SELECT contents FROM backup_executions WHERE uuid = $1',
    [executions[0].uuid],
  );
  expect(rows).toEqual([{ contents: { tables: [1, 1], rows: [1, 1] } }]);
  const filter = ['--quiet', '--filter', `name=${uuid}-drill`];
  const copies = await fixture.host.exec(['docker', 'ps', '--all', ...filter]);
  const volumes = await fixture.host.exec(['docker', 'volume', 'ls', ...filter]);
  expect([copies.stdout, volumes.stdout]).toEqual(['', '']);
}

const dumped = databaseClients.filter(({ engine }) => engine === 'postgresql' || engine === 'mariadb');

describe.each(dumped)('a backup of $engine', ({ engine, image, fields, write, read }) => {
  let uuid = '';
  let url: URL;
  beforeAll(async () => {
    await fixture.host.loadDatabaseImage(image);
    const body = { ...fixture.place, ...fields, instant_deploy: true };
    uuid = (await api().post(`/databases/${engine}`, body)).uuid;
    const { internal_db_url } = await api().eventually(
      `/databases/${uuid}`,
      ({ status }) => status === 'running:healthy',
      120_000,
    );
    url = new URL(internal_db_url);
    expect(await run(uuid, image, write(url))).not.toContain('failed');
  });

  const drop = () =>
    write(url)
      .map((word) => (word.startsWith('CREATE TABLE') ? 'DROP TABLE kept' : word))
      .slice(0, engine === 'postgresql' ? 4 : undefined);

  it.each([false, true])('brings back what was dropped (all databases: %s)', async (dump_all) => {
    const path = `/databases/${uuid}/backups`;
    const schedule = await api().post(path, { frequency: 'daily', dump_all, backup_now: true });
    const { executions } = await api().eventually(
      `${path}/${schedule.uuid}/executions`,
      (answer) => answer.executions[0]?.status !== undefined && answer.executions[0].status !== 'running',
      120_000,
    );
    expect(executions[0]).toMatchObject({ status: 'success', message: null });
    expect(executions[0].size).toBeGreaterThan(100);
    await isProven(uuid, schedule.uuid);
    expect(await run(uuid, image, drop())).not.toContain('failed');
    expect(await run(uuid, image, read(url))).toContain('failed');
    const restore = `${path}/${schedule.uuid}/executions/${executions[0].uuid}/restore`;
    const { operation_uuid } = await api().post(restore, {});
    await finished(operation_uuid);
    expect(await run(uuid, image, read(url))).toBe('kept');
  });
});
