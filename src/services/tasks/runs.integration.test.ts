import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { MachineTest } from '../applications/machine.testing';
import { claimNext } from '../operations/claim';
import { Kill } from '../operations/kill.testing';
import { TasksTest } from './tasks.testing';

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

describe('a run', () => {
  it('is one argv in the container, with its output without secrets', async () => {
    await test.addContainer('ours', uuid);
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'PASSWORD', value: 'from inside' });
    const task = await tasks.add({ command: 'true\nid' });
    const { status, body } = await tasks.execute(task);
    expect([status, body.message]).toEqual([200, 'Scheduled task execution queued.']);
    await test.work();
    expect(test.host.docker.execs).toEqual([['ours', 'sh', '-c', 'true\nid']]);
    expect(await tasks.executions(task)).toMatchObject([
      {
        status: 'success',
        exit_code: 0,
        retry_count: 0,
        operation_uuid: body.operation_uuid,
        duration: expect.any(Number),
      },
    ]);
    expect(await tasks.operations()).toMatchObject([{ status: 'finished', cause: 'api' }]);
  });

  it('fails with the status of its command, and keeps what that printed', async () => {
    await test.addContainer('ours', uuid);
    test.host.docker.execCode = 3;
    const task = await tasks.add();
    await tasks.execute(task);
    await test.work();
    const [execution] = await tasks.executions(task);
    expect(execution).toMatchObject({
      status: 'failed',
      exit_code: 3,
      message: 'from inside\nThe command ended with status 3.',
    });
    expect(await tasks.operations()).toMatchObject([{ status: 'failed', failedStep: 'status' }]);
  });

  it('fails where nothing runs, and is not tried again', async () => {
    const task = await tasks.add();
    await tasks.execute(task);
    await test.work();
    expect(await tasks.executions(task)).toMatchObject([
      { status: 'failed', retry_count: 0, message: 'No container of this application is running.' },
    ]);
  });

  it('is in no container of another workload', async () => {
    await test.addContainer('theirs', 'abcdefghijklmnopqrstuvwx');
    await test.addContainer('ours', uuid);
    const task = await tasks.add({ container: 'theirs' });
    await tasks.execute(task);
    await test.work();
    expect(await tasks.executions(task)).toMatchObject([{ status: 'failed' }]);
    expect(test.host.docker.execs).toEqual([]);
  });

  it('is tried three more times while Docker is away', async () => {
    await test.addContainer('ours', uuid);
    test.host.docker.version = async () => {
      throw new AppError('precondition_failed', 'Docker is away.');
    };
    const task = await tasks.add();
    await tasks.execute(task);
    await test.work();
    expect(await tasks.executions(task)).toMatchObject([{ status: 'failed', retry_count: 3 }]);
    expect(await tasks.operations()).toHaveLength(4);
  });

  it('runs its command once at most, and has one end, wherever the worker is killed', async () => {
    await test.addContainer('ours', uuid);
    const task = await tasks.add();
    const { execs } = test.host.docker;
    const ends = new Set<string>();
    for (let boundary = 0, isKilled = true; isKilled; boundary++) {
      execs.length = 0;
      await tasks.execute(task);
      isKilled = await new Kill(boundary).work(test.server.services, test.place.server_uuid);
      const [execution, ...earlier] = await tasks.executions(task);
      expect([boundary, earlier.length]).toEqual([boundary, boundary]);
      expect([boundary, execs.length]).toEqual([
        boundary,
        execution.status === 'success' ? 1 : expect.any(Number),
      ]);
      expect(execs.length).toBeLessThan(2);
      // Either the end of the command is known, or the task says that it is not.
      if (execution.status !== 'success')
        expect([boundary, execution]).toMatchObject([
          boundary,
          { status: 'failed', message: expect.stringContaining('not run again') },
        ]);
      ends.add(execution.status);
    }
    expect([...ends].sort()).toEqual(['failed', 'success']);
  });

  it('is one while it is asked for again', async () => {
    const task = await tasks.add();
    await tasks.execute(task);
    expect((await tasks.execute(task)).body.message).toBe('Scheduled task is already running.');
    expect(await tasks.operations()).toHaveLength(1);
  });

  it('waits for no deployment, and none waits for it', async () => {
    const task = await tasks.add();
    await tasks.execute(task);
    await test.call('POST', `/applications/${uuid}/start`);
    const claim = () => claimNext(test.server.services, test.place.server_uuid, 'worker');
    expect([(await claim())?.kind, (await claim())?.kind].sort()).toEqual(['deploy', 'task']);
    expect(await tasks.operations()).toMatchObject([{ status: 'in_progress' }]);
  });

  it('is refused while the application is deleted', async () => {
    const task = await tasks.add();
    await test.call('DELETE', `/applications/${uuid}`);
    expect((await tasks.execute(task)).status).toBe(409);
    await tasks.sweep(task, 1000);
    expect(await tasks.operations()).toEqual([]);
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
    expect(await tasks.operations('command')).toMatchObject([{ status: 'finished', cause: 'api' }]);
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
    expect(await tasks.operations('command')).toHaveLength(1);
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
