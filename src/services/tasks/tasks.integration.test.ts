import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { MachineTest } from '../applications/machine.testing';
import { whileRowsAreRefused } from '../schedules/refused-rows.testing';
import { given, TasksTest } from './tasks.testing';

const HOUR_MS = 3_600_000;

let tasks: TasksTest;
let test: MachineTest;
let uuid: string;

beforeAll(async () => {
  tasks = await TasksTest.start();
  test = tasks.machine;
});
beforeEach(async () => {
  await tasks.renew();
  ({ uuid } = tasks);
});
afterAll(() => test.server.stop());

describe('a task', () => {
  it('is created, listed, changed and deleted', async () => {
    const { status, body } = await test.call('POST', tasks.path, { ...given, timezone: 'Europe/Berlin' });
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(Number),
        uuid: expect.any(String),
        ...given,
        container: null,
        enabled: true,
        is_failing: false,
        next_run_at: expect.stringMatching(/T2[23]:00:00\.000000Z$/),
        timeout: 300,
        timezone: 'Europe/Berlin',
        server_timezone: 'UTC',
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    expect((await test.call('GET', tasks.path)).body).toEqual([body]);
    const changed = await test.call('PATCH', `${tasks.path}/${body.uuid}`, { enabled: false, timeout: 60 });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { ...given, enabled: false, timeout: 60, next_run_at: null },
    ]);
    const removed = await test.call('DELETE', `${tasks.path}/${body.uuid}`);
    expect([removed.status, removed.body]).toEqual([200, { message: 'Scheduled task deleted.' }]);
    expect((await test.call('GET', tasks.path)).body).toEqual([]);
    expect(await tasks.execute(body.uuid)).toMatchObject({
      status: 404,
      body: { message: 'Scheduled task not found.' },
    });
  });

  it.each([
    ['frequency', { frequency: '* * * * * *' }],
    ['frequency', { frequency: '0 0 31 2 *' }],
    ['timezone', { timezone: '+01:00' }],
    ['command', { command: ' ' }],
    ['command', { command: 'a\0b' }],
    ['command', { command: 'x'.repeat(65_537) }],
    ['timeout', { timeout: 0 }],
    ['name', { name: '<script>' }],
    ['foo', { foo: 1 }],
  ])('is refused for its %s: %j', async (field, fields) => {
    const { status, body } = await test.call('POST', tasks.path, { ...given, ...fields });
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
  });

  it('is one of a hundred at most', async () => {
    const { id: workloadId, organizationId } = await tasks.db.workload.findUniqueOrThrow({ where: { uuid } });
    const row = { organizationId, workloadId, name: 'Task', command: 'true', frequency: 'daily' };
    await tasks.db.scheduledTask.createMany({
      data: Array.from({ length: 99 }, (_, at) => ({ ...row, uuid: `task${String(at).padStart(20, '0')}` })),
    });
    await tasks.add();
    expect((await test.call('POST', tasks.path, given)).body.errors).toEqual({
      name: [expect.stringContaining('100')],
    });
  });

  it('belongs to its workload alone', async () => {
    const task = await tasks.add();
    const other = await test.addApplication();
    const { status } = await test.call('PATCH', `/applications/${other}/scheduled-tasks/${task}`, {
      enabled: false,
    });
    expect(status).toBe(404);
  });
});

describe('the clock', () => {
  it('starts what is due, once', async () => {
    await test.addContainer('ours', uuid);
    const task = await tasks.add({ frequency: '0 3 * * *' });
    await tasks.sweep(task, -1000);
    expect(await tasks.operations()).toEqual([]);
    await tasks.sweep(task, 60_000);
    await test.work();
    expect(await tasks.executions(task)).toMatchObject([{ status: 'success' }]);
    expect(await tasks.operations()).toMatchObject([{ cause: 'schedule', actorUserId: null }]);
  });

  it('follows the time zone of its server, unless it has one of its own', async () => {
    const server = `/servers/${test.place.server_uuid}`;
    const frequency = '0 3 * * *';
    const berlin = await tasks.add({ frequency, timezone: 'Europe/Berlin' });
    const following = await tasks.add({ frequency });
    const due = await tasks.add({ frequency });
    await tasks.db.scheduledTask.update({ where: { uuid: due }, data: { nextRunAt: new Date(0) } });
    const nextRuns = async () => {
      const rows: { uuid: string; timezone: string | null; server_timezone: string; next_run_at: string }[] =
        (await test.call('GET', tasks.path)).body;
      const shown = rows.map((row) => [row.uuid, [row.timezone, row.server_timezone, row.next_run_at]]);
      return Object.fromEntries(shown);
    };
    const before = await nextRuns();
    expect(before[following]).toEqual([null, 'UTC', expect.stringContaining('T03:00:00')]);
    expect((await test.call('PATCH', server, { server_timezone: 'Asia/Tokyo' })).status).toBe(201);
    const after = await nextRuns();
    expect(after[following]).toEqual([null, 'Asia/Tokyo', expect.stringContaining('T18:00:00')]);
    expect(after[berlin]).toEqual(['Europe/Berlin', 'Asia/Tokyo', before[berlin][2]]);
    expect(after[due][2]).toBe(before[due][2]);
    await tasks.sweepAt(new Date('2027-01-02T12:00:00Z'));
    expect((await nextRuns())[due][2]).toContain('T18:00:00');
    await test.call('PATCH', `${tasks.path}/${berlin}`, { timezone: null });
    expect((await nextRuns())[berlin][2]).toContain('T18:00:00');
    expect((await test.call('PATCH', server, { server_timezone: 'Berlin' })).status).toBe(422);
    await test.call('PATCH', server, { server_timezone: 'UTC' });
  });

  it('says which run did not happen, and why', async () => {
    const task = await tasks.add({ frequency: '0 3 * * *' });
    await tasks.sweep(task, 5 * HOUR_MS);
    expect(await tasks.operations()).toEqual([]);
    expect(await tasks.executions(task)).toMatchObject([
      {
        status: 'missed',
        operation_uuid: null,
        message: expect.stringContaining('Gantry could not start it'),
      },
    ]);
    const [{ next_run_at }] = (await test.call('GET', tasks.path)).body;
    expect(next_run_at).toMatch(/T03:00:00/);
  });

  it('stays due until the run that did not happen is recorded', async () => {
    const task = await tasks.add({ frequency: '0 3 * * *' });
    const { nextRunAt } = await tasks.db.scheduledTask.findUniqueOrThrow({ where: { uuid: task } });
    const late = new Date((nextRunAt?.getTime() ?? 0) + 5 * HOUR_MS);
    await whileRowsAreRefused(test.server.database.pool, 'task_executions', async () => {
      expect(await tasks.sweepAt(late)).toEqual([]);
      expect(await tasks.db.scheduledTask.findUnique({ where: { uuid: task } })).toMatchObject({ nextRunAt });
    });
    await tasks.sweepAt(late);
    expect(await tasks.executions(task)).toMatchObject([{ status: 'missed' }]);
  });

  it('notifies of a run that did not happen, once', async () => {
    const channel = { discord_webhook_url: 'https://discord.com/api/webhooks/1/a', discord_enabled: true };
    expect((await test.call('PATCH', '/notifications/discord', channel)).status).toBe(200);
    const task = await tasks.add({ frequency: '0 3 * * *' });
    const { nextRunAt } = await tasks.db.scheduledTask.findUniqueOrThrow({ where: { uuid: task } });
    const late = new Date((nextRunAt?.getTime() ?? 0) + 5 * HOUR_MS);
    expect(await tasks.sweepAt(late)).toEqual([
      expect.stringMatching(/^scheduled_task_failure: Task Clean up of \S+ was missed$/),
    ]);
    expect(await tasks.sweepAt(new Date(late.getTime() + 60_000))).toEqual([]);
    expect(await tasks.executions(task)).toMatchObject([{ status: 'missed' }]);
  });

  it.each([
    ['02:30 does not occur', '2027-03-27T12:00Z', ['2027-03-28T01:00', '2027-03-29T00:30']],
    ['02:30 occurs twice', '2027-10-30T12:00Z', ['2027-10-31T00:30', '2027-11-01T01:30']],
  ])('runs a task once a day where %s', async (_case, noon, expected) => {
    await test.addContainer('ours', uuid);
    const task = await tasks.add({ frequency: '30 2 * * *', timezone: 'Europe/Berlin' });
    await tasks.sweepAt(new Date(noon)); // skips the months until then
    await tasks.db.taskExecution.deleteMany();
    expect(await tasks.runsAround(noon)).toEqual(expected);
    expect(await tasks.executions(task)).toMatchObject(expected.map(() => ({ status: 'success' })));
  });

  it('runs a task once that is late until its time comes for the second time', async () => {
    await test.addContainer('ours', uuid);
    const task = await tasks.add({ frequency: '30 2 * * *', timezone: 'Europe/Berlin' });
    const noon = '2027-10-30T12:00Z';
    await tasks.sweepAt(new Date(noon));
    await tasks.db.taskExecution.deleteMany();
    const isAway = (time: string) => time >= '2027-10-31T00:00' && time < '2027-10-31T01:20';
    expect(await tasks.runsAround(noon, isAway)).toEqual(['2027-10-31T01:20', '2027-11-01T01:30']);
    expect(await tasks.executions(task)).toHaveLength(2);
  });

  it('starts no second run beside the first', async () => {
    const task = await tasks.add({ frequency: 'every_minute' });
    await tasks.sweep(task, 0);
    await tasks.sweep(task, 0);
    expect(await tasks.operations()).toHaveLength(1);
    expect(await tasks.executions(task)).toMatchObject([
      { status: 'missed', message: 'The previous run was still in progress.' },
    ]);
  });

  it('marks a task whose last three runs did not succeed', async () => {
    const task = await tasks.add();
    for (let run = 0; run < 3; run++) {
      expect((await test.call('GET', tasks.path)).body[0].is_failing).toBe(false);
      await tasks.execute(task);
      await test.work();
    }
    expect((await test.call('GET', tasks.path)).body[0].is_failing).toBe(true);
    await test.addContainer('ours', uuid);
    await tasks.execute(task);
    await test.work();
    expect((await test.call('GET', tasks.path)).body[0].is_failing).toBe(false);
  });

  it('leaves disabled tasks alone', async () => {
    const task = await tasks.add({ frequency: 'every_minute' });
    await test.call('PATCH', `${tasks.path}/${task}`, { enabled: false });
    await tasks.sweep(task, Date.now());
    expect(await tasks.operations()).toEqual([]);
  });
});

describe('a task of a service', () => {
  const file = Buffer.from('services:\n  web:\n    image: nginx\n  store:\n    image: postgres:16\n');

  it('names one of several components', async () => {
    const body = { ...test.place, docker_compose_raw: file.toString('base64') };
    const service = (await test.call('POST', '/services', body)).body.uuid;
    const tasks = `/services/${service}/scheduled-tasks`;
    for (const container of [undefined, 'other']) {
      const refused = await test.call('POST', tasks, { ...given, container });
      expect([refused.status, refused.body.errors]).toEqual([
        422,
        { container: [expect.stringContaining('store, web')] },
      ]);
    }
    const made = await test.call('POST', tasks, { ...given, container: 'store' });
    expect([made.status, made.body.container]).toEqual([201, 'store']);
    expect((await test.call('POST', `${tasks}/${made.body.uuid}/execute`)).status).toBe(200);
  });
});
