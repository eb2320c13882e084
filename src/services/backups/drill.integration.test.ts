import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseTest, startDatabaseTest } from '../databases/machine.testing';
import { runDueBackups } from './run-due';

const WEEK_MS = 7 * 86_400_000;

let test: DatabaseTest;
let uuid: string;
beforeAll(async () => {
  test = await startDatabaseTest();
  uuid = await test.create('postgresql', { instant_deploy: true });
  await test.work();
});
afterAll(() => test.server.stop());
beforeEach(() => {
  test.host.docker.execOutput = () => '3 100\n';
});

const path = () => `/databases/${uuid}/backups`;
async function backedUp(body: object = {}): Promise<string> {
  const { uuid: schedule } = (
    await test.call('POST', path(), { frequency: 'daily', backup_now: true, ...body })
  ).body;
  await test.work();
  return schedule;
}
const drill = (schedule: string) => test.call('POST', `${path()}/${schedule}/drill`);
const read = async (schedule: string) =>
  (await test.call('GET', path())).body.find((each: { uuid: string }) => each.uuid === schedule);
const containers = () => [...test.host.docker.containers.values()].map(({ name }) => name);

describe('a restore drill', () => {
  it('proves the newest backup in a database of its own, and touches nothing else', async () => {
    const schedule = await backedUp();
    expect(await read(schedule)).toMatchObject({ last_proven_at: null, drill_frequency: '0 4 * * 0' });
    const answer = await drill(schedule);
    expect(answer).toMatchObject({ status: 200, body: { operation_uuids: [expect.any(String)] } });
    await test.work();
    expect(await test.lastOperation(uuid)).toMatchObject({ kind: 'drill', status: 'finished' });
    expect(test.host.docker.created.filter((name) => name.startsWith(`${uuid}-drill`))).toHaveLength(1);
    expect(containers()).toEqual([uuid]);
    const proven = await read(schedule);
    expect(proven).toMatchObject({ drill_error: null, last_proven_at: expect.any(String) });
    expect(proven.executions[0].proven_at).toBe(proven.last_proven_at);
    expect((await test.call('GET', `/databases/${uuid}`)).body.status).toMatch(/^running/);
  });

  it('fails where the copy holds less than was dumped, and says so until the next succeeds', async () => {
    const schedule = await backedUp();
    test.host.docker.execOutput = () => '3 99\n';
    await drill(schedule);
    await test.work();
    const reason = 'The restored copy has 99 rows; the database had 100 when the backup was made.';
    expect(await test.lastOperation(uuid)).toMatchObject({ kind: 'drill', status: 'failed' });
    expect(await read(schedule)).toMatchObject({ drill_error: reason, last_proven_at: null });
    expect(containers()).toEqual([uuid]);
    test.host.docker.execOutput = () => '3 100\n';
    await drill(schedule);
    await test.work();
    expect(await read(schedule)).toMatchObject({ drill_error: null, last_proven_at: expect.any(String) });
  });

  it('is one operation for each database of a backup', async () => {
    const schedule = await backedUp({ databases_to_backup: 'shop, users' });
    expect((await drill(schedule)).body.operation_uuids).toHaveLength(2);
    await test.work();
    const { executions } = await read(schedule);
    expect(executions.map((each: { proven_at: string | null }) => each.proven_at !== null)).toEqual([
      true,
      true,
    ]);
  });

  it('needs a backup', async () => {
    const { uuid: schedule } = (await test.call('POST', path(), { frequency: 'daily' })).body;
    expect(await drill(schedule)).toMatchObject({ status: 409 });
    expect((await drill('missing0000000000000000a')).status).toBe(404);
  });
});

describe('the clock', () => {
  const sweepIn = (ms: number) => {
    const { services } = test.server;
    const now = new Date(Date.now() + ms);
    return runDueBackups({ ...services, clock: { ...services.clock, now: () => now } });
  };
  const drills = () => test.server.database.unscoped.operation.count({ where: { kind: 'drill' } });

  it('starts a drill each week, unless a schedule has none', async () => {
    const never = await backedUp({ drill_frequency: null, enabled: false });
    expect(await read(never)).toMatchObject({ drill_frequency: null, next_drill_at: null });
    await test.server.database.unscoped.backupSchedule.updateMany({ data: { isEnabled: false } });
    const schedule = await backedUp();
    const before = await drills();
    const began = Date.now();
    await sweepIn(0);
    expect(await drills()).toBe(before);
    await sweepIn(WEEK_MS);
    await sweepIn(WEEK_MS);
    expect(await drills()).toBe(before + 1);
    await test.work();
    const { next_drill_at } = await read(schedule);
    expect(new Date(next_drill_at).getTime()).toBeGreaterThan(began + WEEK_MS);
    await test.call('PATCH', `${path()}/${schedule}`, { drill_frequency: null });
    expect(await read(schedule)).toMatchObject({ drill_frequency: null, next_drill_at: null });
  });
});
