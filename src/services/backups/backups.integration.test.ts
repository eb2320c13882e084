import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseTest, startDatabaseTest } from '../databases/machine.testing';
import { runDueBackups } from './run-due';

let test: DatabaseTest;
let uuid: string;
beforeAll(async () => {
  test = await startDatabaseTest();
  uuid = await test.create('postgresql', { instant_deploy: true });
  await test.work();
});
afterAll(() => test.server.stop());

const path = () => `/databases/${uuid}/backups`;
const add = async (body: object): Promise<string> => {
  const answer = await test.call('POST', path(), { frequency: 'daily', ...body });
  expect(answer).toMatchObject({
    status: 201,
    body: { message: 'Backup configuration created successfully.' },
  });
  return answer.body.uuid;
};
const executions = async (schedule: string) =>
  (await test.call('GET', `${path()}/${schedule}/executions`)).body.executions;
const jobs = () => test.host.startedJobs.length;

describe('a backup', () => {
  it('is made now, and told with its size and its file', async () => {
    const schedule = await add({ backup_now: true, timeout: 600 });
    expect(await executions(schedule)).toEqual([]);
    await test.work();
    const [execution] = await executions(schedule);
    expect(execution).toMatchObject({ status: 'success', size: 2048, message: null });
    expect(execution.filename).toContain(`/backups/${uuid}/${schedule}/postgres-`);
    expect((await test.call('GET', path())).body).toContainEqual(
      expect.objectContaining({
        uuid: schedule,
        frequency: 'daily',
        enabled: true,
        timeout: 600,
        next_run_at: expect.stringMatching(/T00:00:00/),
        executions: [execution],
      }),
    );
  });

  it('has an execution for each of several databases', async () => {
    const schedule = await add({ databases_to_backup: 'shop, users', backup_now: true });
    await test.work();
    const names = (await executions(schedule)).map((each: { database_name: string }) => each.database_name);
    expect(names.sort()).toEqual(['shop', 'users']);
  });

  it('fails where nothing was dumped, and says why', async () => {
    test.host.jobCode = 1;
    const schedule = await add({ dump_all: true, backup_now: true });
    await test.work();
    test.host.jobCode = 0;
    expect(await executions(schedule)).toMatchObject([
      { status: 'failed', size: 0, message: expect.stringContaining('The dump failed'), database_name: null },
    ]);
  });

  it('keeps as many as its schedule says', async () => {
    const schedule = await add({ database_backup_retention_amount_locally: 2 });
    for (let made = 0; made < 4; made++) {
      const answer = await test.call('PATCH', `${path()}/${schedule}`, { backup_now: true });
      expect(answer.body).toEqual({ message: 'Database backup configuration updated' });
      await test.work();
    }
    const kept = await executions(schedule);
    expect(kept).toHaveLength(2);
    const removed = test.host.commands
      .map(({ argv }) => argv.join(' '))
      .filter((line) => line.includes(schedule));
    expect(removed.filter((line) => line.startsWith('rm -rf'))).toHaveLength(2);
    for (const { filename } of kept) expect(removed).not.toContain(`rm -rf -- ${filename}`);
  });

  it('is deleted with its file, and a schedule with all of them', async () => {
    const schedule = await add({ backup_now: true });
    await test.work();
    const [execution] = await executions(schedule);
    expect(await test.call('DELETE', `${path()}/${schedule}/executions/${execution.uuid}`)).toMatchObject({
      status: 200,
      body: { message: 'Backup execution deleted.' },
    });
    await test.work();
    expect(test.host.commands.at(-1)?.argv).toEqual(['rm', '-rf', '--', execution.filename]);
    expect(await test.call('DELETE', `${path()}/${schedule}?delete_s3=false`)).toMatchObject({
      status: 200,
      body: { message: 'Backup configuration and all executions deleted.' },
    });
    expect(await test.call('DELETE', `${path()}/${schedule}`)).toMatchObject({
      status: 404,
      body: { message: 'Backup configuration not found.' },
    });
  });
});

describe('a restore', () => {
  it('keeps what is there, and brings it back when it fails', async () => {
    const schedule = await add({ backup_now: true });
    await test.work();
    const [execution] = await executions(schedule);
    const restore = () => test.call('POST', `${path()}/${schedule}/executions/${execution.uuid}/restore`);
    const before = jobs();
    expect(await restore()).toMatchObject({ status: 200, body: { operation_uuid: expect.any(String) } });
    await test.work();
    expect((await test.lastOperation(uuid)).status).toBe('finished');
    expect(jobs() - before).toBe(2);
    test.host.docker.onExec = () => 1;
    await restore();
    await test.work();
    test.host.docker.onExec = () => 0;
    expect(await test.lastOperation(uuid)).toMatchObject({ status: 'failed', failedStep: 'query' });
    expect(test.host.startedJobs.at(-1)).toMatch(/-back$/);
  });

  it('needs a backup that succeeded', async () => {
    test.host.jobCode = 1;
    const schedule = await add({ backup_now: true });
    await test.work();
    test.host.jobCode = 0;
    const [execution] = await executions(schedule);
    expect(
      (await test.call('POST', `${path()}/${schedule}/executions/${execution.uuid}/restore`)).status,
    ).toBe(409);
  });
});

describe('the clock', () => {
  it('starts what is due once, and what was missed once', async () => {
    const schedule = await add({ frequency: 'every_minute' });
    const { services } = test.server;
    const at = (ms: number) => {
      const now = new Date(Date.now() + ms);
      return runDueBackups({ ...services, clock: { ...services.clock, now: () => now } });
    };
    await at(-60_000);
    await test.work();
    expect(await executions(schedule)).toHaveLength(0);
    await at(3_600_000);
    await at(3_600_000);
    await test.work();
    expect(await executions(schedule)).toHaveLength(1);
    expect(await test.lastOperation(uuid)).toMatchObject({ cause: 'schedule', actorUserId: null });
    await test.call('PATCH', `${path()}/${schedule}`, { enabled: false });
    await at(7_200_000);
    await test.work();
    expect(await executions(schedule)).toHaveLength(1);
  });
});

describe('refused', () => {
  it.each([
    [{ frequency: '* * * * * *' }, 'frequency'],
    [{ databases_to_backup: 'a;id' }, 'databases_to_backup'],
    [{ databases_to_backup: '--all-databases' }, 'databases_to_backup'],
    [{ timeout: 59 }, 'timeout'],
    [{ save_s3: true }, 's3_storage_uuid'],
    [{ save_s3: true, s3_storage_uuid: 'missing0000000000000000a' }, 's3_storage_uuid'],
    [{ database_backup_retention_amount_locally: -1 }, 'database_backup_retention_amount_locally'],
    [{ filename: 'x' }, 'filename'],
  ])('is %j (hostile-inputs rows 25, 38)', async (body, field) => {
    expect(await test.call('POST', path(), { frequency: 'daily', ...body })).toMatchObject({
      status: 422,
      body: { errors: { [field]: [expect.any(String)] } },
    });
  });

  it('is every schedule for an engine without dumps', async () => {
    const redis = await test.create('redis');
    expect(await test.call('POST', `/databases/${redis}/backups`, { frequency: 'daily' })).toMatchObject({
      status: 422,
      body: { message: 'Scheduled backups are not supported for this database type.' },
    });
  });

  it('is a schedule of another database', async () => {
    const schedule = await add({});
    const other = await test.create('mysql');
    expect((await test.call('GET', `/databases/${other}/backups/${schedule}/executions`)).status).toBe(404);
    expect(
      (await test.call('PATCH', `/databases/${other}/backups/${schedule}`, { enabled: false })).status,
    ).toBe(404);
  });
});
