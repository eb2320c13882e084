import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { claimNext } from '../operations/claim';
import { runDueTasks } from './run-due';

let test: MachineTest;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  uuid = await test.renew();
  await db().scheduledTask.deleteMany();
});
afterAll(() => test.server.stop());

const db = () => test.server.database.unscoped;
const path = () => `/applications/${uuid}/scheduled-tasks`;
const given = { name: 'Clean up', command: 'rake clean', frequency: 'daily' };

async function add(fields: object = {}): Promise<string> {
  const { status, body } = await test.call('POST', path(), { ...given, ...fields });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.uuid;
}
const execute = (task: string) => test.call('POST', `${path()}/${task}/execute`);
const executions = async (task: string) => (await test.call('GET', `${path()}/${task}/executions`)).body;
const operations = (kind = 'task') =>
  db().operation.findMany({ where: { workload: { uuid }, kind }, orderBy: { id: 'asc' } });

/** Sweep as if it were this long after the task is due. */
async function sweep(task: string, lateMs: number): Promise<void> {
  const { nextRunAt } = await db().scheduledTask.findUniqueOrThrow({ where: { uuid: task } });
  const now = new Date((nextRunAt?.getTime() ?? 0) + lateMs);
  const { services } = test.server;
  await runDueTasks({ ...services, clock: { ...services.clock, now: () => now } });
}

describe('a task', () => {
  it('is created, listed, changed and deleted', async () => {
    const { status, body } = await test.call('POST', path(), { ...given, timezone: 'Europe/Berlin' });
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
        created_at: expect.any(String),
        updated_at: expect.any(String),
      },
    ]);
    expect((await test.call('GET', path())).body).toEqual([body]);
    const changed = await test.call('PATCH', `${path()}/${body.uuid}`, { enabled: false, timeout: 60 });
    expect([changed.status, changed.body]).toMatchObject([
      200,
      { ...given, enabled: false, timeout: 60, next_run_at: null },
    ]);
    const removed = await test.call('DELETE', `${path()}/${body.uuid}`);
    expect([removed.status, removed.body]).toEqual([200, { message: 'Scheduled task deleted.' }]);
    expect((await test.call('GET', path())).body).toEqual([]);
    expect(await execute(body.uuid)).toMatchObject({
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
    const { status, body } = await test.call('POST', path(), { ...given, ...fields });
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
  });

  it('is one of a hundred at most', async () => {
    const { id: workloadId, organizationId } = await db().workload.findUniqueOrThrow({ where: { uuid } });
    const row = { organizationId, workloadId, name: 'Task', command: 'true', frequency: 'daily' };
    await db().scheduledTask.createMany({
      data: Array.from({ length: 99 }, (_, at) => ({ ...row, uuid: `task${String(at).padStart(20, '0')}` })),
    });
    await add();
    expect((await test.call('POST', path(), given)).body.errors).toEqual({
      name: [expect.stringContaining('100')],
    });
  });

  it('belongs to its workload alone', async () => {
    const task = await add();
    const other = await test.addApplication();
    const { status } = await test.call('PATCH', `/applications/${other}/scheduled-tasks/${task}`, {
      enabled: false,
    });
    expect(status).toBe(404);
  });
});

describe('a run', () => {
  it('is one argv in the container, with its output without secrets', async () => {
    await test.addContainer('ours', uuid);
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'PASSWORD', value: 'from inside' });
    const task = await add({ command: 'true\nid' });
    const { status, body } = await execute(task);
    expect([status, body.message]).toEqual([200, 'Scheduled task execution queued.']);
    await test.work();
    expect(test.host.docker.execs).toEqual([['ours', 'sh', '-c', 'true\nid']]);
    expect(await executions(task)).toMatchObject([
      {
        status: 'success',
        exit_code: 0,
        retry_count: 0,
        operation_uuid: body.operation_uuid,
        duration: expect.any(Number),
      },
    ]);
    expect(await operations()).toMatchObject([{ status: 'finished', cause: 'api' }]);
  });

  it('fails with the status of its command, and keeps what that printed', async () => {
    await test.addContainer('ours', uuid);
    test.host.docker.execCode = 3;
    const task = await add();
    await execute(task);
    await test.work();
    const [execution] = await executions(task);
    expect(execution).toMatchObject({
      status: 'failed',
      exit_code: 3,
      message: 'from inside\nThe command ended with status 3.',
    });
    expect(await operations()).toMatchObject([{ status: 'failed', failedStep: 'status' }]);
  });

  it('fails where nothing runs, and is not tried again', async () => {
    const task = await add();
    await execute(task);
    await test.work();
    expect(await executions(task)).toMatchObject([
      { status: 'failed', retry_count: 0, message: 'No container of this application is running.' },
    ]);
  });

  it('is in no container of another workload', async () => {
    await test.addContainer('theirs', 'abcdefghijklmnopqrstuvwx');
    await test.addContainer('ours', uuid);
    const task = await add({ container: 'theirs' });
    await execute(task);
    await test.work();
    expect(await executions(task)).toMatchObject([{ status: 'failed' }]);
    expect(test.host.docker.execs).toEqual([]);
  });

  it('is tried three more times while Docker is away', async () => {
    await test.addContainer('ours', uuid);
    test.host.docker.version = async () => {
      throw new AppError('precondition_failed', 'Docker is away.');
    };
    const task = await add();
    await execute(task);
    await test.work();
    expect(await executions(task)).toMatchObject([{ status: 'failed', retry_count: 3 }]);
    expect(await operations()).toHaveLength(4);
  });

  it('is one while it is asked for again', async () => {
    const task = await add();
    await execute(task);
    expect((await execute(task)).body.message).toBe('Scheduled task is already running.');
    expect(await operations()).toHaveLength(1);
  });

  it('waits for no deployment, and none waits for it', async () => {
    const task = await add();
    await execute(task);
    await test.call('POST', `/applications/${uuid}/start`);
    const claim = () => claimNext(test.server.services, test.place.server_uuid, 'worker');
    expect([(await claim())?.kind, (await claim())?.kind].sort()).toEqual(['deploy', 'task']);
    expect(await operations()).toMatchObject([{ status: 'in_progress' }]);
  });

  it('is refused while the application is deleted', async () => {
    const task = await add();
    await test.call('DELETE', `/applications/${uuid}`);
    expect((await execute(task)).status).toBe(409);
    await sweep(task, 1000);
    expect(await operations()).toEqual([]);
  });
});

describe('one command', () => {
  const ask = async (fields: object = {}) =>
    (await test.call('POST', `/applications/${uuid}/run`, { command: 'rake console', ...fields })).body
      .run_uuid;
  const run = async (of: string) => (await test.call('GET', `/applications/${uuid}/runs/${of}`)).body;

  it('runs in the container, and is kept with its status and without secrets', async () => {
    await test.addContainer('ours', uuid);
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'PASSWORD', value: 'not to be seen' });
    const asked = await ask();
    await test.work();
    expect(test.host.docker.execs).toEqual([['ours', 'sh', '-c', 'rake console']]);
    expect(await run(asked)).toMatchObject({
      status: 'finished',
      exit_code: 0,
      reason: null,
      output: 'from inside',
    });
    expect(await operations('command')).toMatchObject([{ status: 'finished', cause: 'api' }]);
  });

  it('fails with its status, and is not tried again', async () => {
    await test.addContainer('ours', uuid);
    test.host.docker.execCode = 7;
    const asked = await ask();
    await test.work();
    expect(await run(asked)).toMatchObject({
      status: 'failed',
      exit_code: 7,
      reason: 'The command ended with status 7.',
      output: 'from inside',
    });
    expect(await operations('command')).toHaveLength(1);
  });

  it('says so where nothing runs', async () => {
    const asked = await ask();
    await test.work();
    expect(await run(asked)).toMatchObject({
      status: 'failed',
      exit_code: null,
      reason: expect.stringContaining('is running'),
      output: '',
    });
  });
});

describe('the clock', () => {
  it('starts what is due, once', async () => {
    await test.addContainer('ours', uuid);
    const task = await add({ frequency: '0 3 * * *' });
    await sweep(task, -1000);
    expect(await operations()).toEqual([]);
    await sweep(task, 60_000);
    await test.work();
    expect(await executions(task)).toMatchObject([{ status: 'success' }]);
    expect(await operations()).toMatchObject([{ cause: 'schedule', actorUserId: null }]);
  });

  it('says which run did not happen, and why', async () => {
    const task = await add({ frequency: '0 3 * * *' });
    await sweep(task, 5 * 3_600_000);
    expect(await operations()).toEqual([]);
    expect(await executions(task)).toMatchObject([
      { status: 'missed', operation_uuid: null, message: expect.stringContaining('Gantry was not running') },
    ]);
    const [{ next_run_at }] = (await test.call('GET', path())).body;
    expect(next_run_at).toMatch(/T03:00:00/);
  });

  it('starts no second run beside the first', async () => {
    const task = await add({ frequency: 'every_minute' });
    await sweep(task, 0);
    await sweep(task, 0);
    expect(await operations()).toHaveLength(1);
    expect(await executions(task)).toMatchObject([
      { status: 'missed', message: 'The previous run was still in progress.' },
    ]);
  });

  it('marks a task whose last three runs did not succeed', async () => {
    const task = await add();
    for (let run = 0; run < 3; run++) {
      expect((await test.call('GET', path())).body[0].is_failing).toBe(false);
      await execute(task);
      await test.work();
    }
    expect((await test.call('GET', path())).body[0].is_failing).toBe(true);
  });

  it('leaves disabled tasks alone', async () => {
    const task = await add({ frequency: 'every_minute' });
    await test.call('PATCH', `${path()}/${task}`, { enabled: false });
    await sweep(task, Date.now());
    expect(await operations()).toEqual([]);
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
