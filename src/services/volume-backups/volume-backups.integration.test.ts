import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type S3StandIn, startS3 } from '../../engine/s3/stand-in.testing';
import { runDueBackups } from '../backups/run-due';
import { type DatabaseTest, startDatabaseTest } from '../databases/machine.testing';
import { addBucket, BYTES, sendByJobs, sharedVolume } from './volume-backups.testing';

let test: DatabaseTest;
let s3: S3StandIn;
let uuid: string;
let storage: string;
beforeAll(async () => {
  [test, s3] = await Promise.all([startDatabaseTest({ internalHosts: ['127.0.0.1'] }), startS3()]);
  sendByJobs(test);
  uuid = await test.create('redis', { instant_deploy: true });
  const volume = { type: 'persistent', name: 'uploads', mount_path: '/uploads' };
  storage = (await test.call('POST', `/databases/${uuid}/storages`, volume)).body.uuid;
  await test.work();
});
beforeEach(async () => {
  await test.server.database.unscoped.backupSchedule.deleteMany();
  s3.objects.clear();
  test.host.jobCode = 0;
  test.host.before = () => undefined;
});
afterAll(() => Promise.all([test.server.stop(), s3.close()]));

const path = () => `/databases/${uuid}/storages/${storage}/backups`;
const set = (body: object) => test.call('PUT', path(), { frequency: 'daily', ...body });
const list = async () => (await test.call('GET', `/databases/${uuid}/storage-backups`)).body;
const run = async () => {
  const answer = await test.call('POST', `${path()}/run`);
  await test.work();
  return answer;
};
const bucket = () => addBucket(test, s3);
const isRunning = () => [...test.host.docker.containers.values()].some(({ status }) => status === 'running');

describe('the schedule of a storage', () => {
  it('is created with what the contract says, and replaced as a whole', async () => {
    const created = await set({
      frequency: '0 2 * * *',
      stop_during_backup: true,
      retention_amount_locally: 3,
    });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      uuid: expect.any(String),
      message: 'Backup schedule created.',
      storage_uuid: storage,
      storage_type: 'persistent',
      frequency: '0 2 * * *',
      enabled: true,
      save_s3: false,
      disable_local_backup: false,
      stop_during_backup: true,
      s3_storage_uuid: null,
      retention_amount_locally: 3,
      retention_days_locally: 0,
      retention_max_storage_locally: 0,
      retention_amount_s3: 7,
      retention_days_s3: 0,
      retention_max_storage_s3: 0,
      timeout: 3600,
    });
    const replaced = await set({});
    expect(replaced.status).toBe(200);
    expect(replaced.body).toMatchObject({
      uuid: created.body.uuid,
      message: 'Backup schedule updated.',
      frequency: 'daily',
      stop_during_backup: false,
      retention_amount_locally: 7,
    });
    expect(await list()).toMatchObject([{ storage_uuid: storage, executions: [] }]);
    expect((await test.call('GET', `/databases/${uuid}/backups`)).body).toEqual([]);
  });

  it.each([
    ['frequency', { frequency: 'sometimes' }],
    ['timeout', { timeout: 59 }],
    ['retention_amount_locally', { retention_amount_locally: 10_001 }],
    ['retention_days_s3', { retention_days_s3: -1 }],
    ['disable_local_backup', { disable_local_backup: true }],
    ['s3_storage_uuid', { save_s3: true }],
    ['s3_storage_uuid', { save_s3: true, s3_storage_uuid: 'missing0000000000000000a' }],
    ['backup_now', { backup_now: true }],
  ])('is refused for its %s', async (field, body) => {
    const { status, body: refusal } = await set(body);
    expect([status, Object.keys(refusal.errors)]).toEqual([422, [field]]);
    expect(await list()).toEqual([]);
  });

  it('is none of a file, of another resource, or of another organization', async () => {
    const file = { type: 'file', mount_path: '/etc/app.conf', content: 'a' };
    const { body } = await test.call('POST', `/databases/${uuid}/storages`, file);
    const of = (database: string, each: string) => `/databases/${database}/storages/${each}/backups`;
    const daily = { frequency: 'daily' };
    expect((await test.call('PUT', of(uuid, body.uuid), daily)).status).toBe(422);
    const other = await test.create('redis');
    expect((await test.call('PUT', of(other, storage), daily)).status).toBe(404);
    const { token } = await test.stranger();
    expect((await test.call('PUT', path(), daily, token)).status).toBe(404);
    expect((await test.call('POST', `${path()}/run`, undefined, token)).status).toBe(404);
  });

  it('keeps its storage from being deleted', async () => {
    await set({});
    const refused = await test.call('DELETE', `/databases/${uuid}/storages/${storage}`);
    expect([refused.status, refused.body.message]).toEqual([
      409,
      'This storage has a backup schedule. Delete the schedule first.',
    ]);
  });
});

describe('a backup of a storage', () => {
  it('is made when it is asked for, while everything runs', async () => {
    expect((await run()).status).toBe(404);
    await set({});
    let wasRunning: boolean | null = null;
    test.host.before = (what) => {
      if (what.endsWith('-archive')) wasRunning = isRunning();
    };
    expect(await run()).toMatchObject({ status: 200, body: { message: 'Storage backup queued.' } });
    expect(await test.lastOperation(uuid)).toMatchObject({ kind: 'volume-backup', status: 'finished' });
    expect(wasRunning).toBe(true);
    const [{ executions }] = await list();
    expect(executions).toMatchObject([{ status: 'success', size: BYTES, s3_uploaded: null }]);
    expect(executions[0].filename).toMatch(new RegExp(`/backups/${uuid}/[a-z0-9]+/data-.*\\.tar\\.gz$`));
  });

  it.each([0, 1])(
    'is made of what nothing writes to, which runs again: the archive ends with %d',
    async (code) => {
      await set({ stop_during_backup: true });
      let wasRunning: boolean | null = null;
      test.host.before = (what) => {
        if (what.endsWith('-archive')) wasRunning = isRunning();
      };
      test.host.jobCode = code;
      await run();
      expect([wasRunning, isRunning()]).toEqual([false, true]);
      expect((await test.lastOperation(uuid)).status).toBe(code === 0 ? 'finished' : 'failed');
      const [{ executions }] = await list();
      expect(executions).toMatchObject([{ status: code === 0 ? 'success' : 'failed' }]);
    },
  );

  it('is made by the clock', async () => {
    await set({ frequency: 'hourly' });
    const { unscoped: db } = test.server.database;
    const due = new Date();
    await db.backupSchedule.updateMany({ data: { nextRunAt: due } });
    await runDueBackups(test.server.services);
    await test.work();
    expect(await list()).toMatchObject([{ executions: [{ status: 'success' }] }]);
    const { nextRunAt } = await db.backupSchedule.findFirstOrThrow();
    expect(nextRunAt?.getTime()).toBeGreaterThan(due.getTime());
  });

  it('is in S3 alone where that is wanted, under the prefix of its schedule', async () => {
    const { body } = await set({
      save_s3: true,
      s3_storage_uuid: await bucket(),
      disable_local_backup: true,
    });
    await run();
    expect(await list()).toMatchObject([
      { executions: [{ status: 'success', s3_uploaded: true, local_storage_deleted: true }] },
    ]);
    expect([...s3.objects.keys()]).toEqual([expect.stringContaining(`/volumes/${uuid}/${body.uuid}/data-`)]);
    const [{ executions }] = await list();
    expect(test.host.commands.map(({ argv }) => argv.join(' '))).toContain(
      `rm -rf -- ${executions[0].filename}`,
    );
  });

  it('stays on the server where its only copy failed', async () => {
    await set({ save_s3: true, s3_storage_uuid: await bucket(), disable_local_backup: true });
    s3.refusal = 403;
    await run();
    s3.refusal = null;
    expect(await list()).toMatchObject([
      { executions: [{ status: 'success', s3_uploaded: false, local_storage_deleted: false }] },
    ]);
  });

  it('is restored, from S3 where the server has it no more, while nothing runs', async () => {
    await set({ save_s3: true, s3_storage_uuid: await bucket(), disable_local_backup: true });
    await run();
    const [{ executions }] = await list();
    let wasRunning: boolean | null = null;
    test.host.before = (what) => {
      if (what.endsWith('-restore')) wasRunning = isRunning();
    };
    const answer = await test.call('POST', `${path()}/executions/${executions[0].uuid}/restore`);
    expect(answer).toMatchObject({ status: 200, body: { message: 'Storage restore queued.' } });
    await test.work();
    expect(await test.lastOperation(uuid)).toMatchObject({ kind: 'volume-restore', status: 'finished' });
    expect([wasRunning, isRunning()]).toEqual([false, true]);
    expect(s3.calls.at(-1)).toMatch(/^GET \/backups\/gantry\//);
  });

  it('is deleted with its schedule, but not while one is made', async () => {
    await set({ save_s3: true, s3_storage_uuid: await bucket() });
    await run();
    await test.call('POST', `${path()}/run`);
    expect((await test.call('DELETE', path())).status).toBe(409);
    await test.work();
    expect(s3.objects.size).toBe(2);
    expect((await test.call('DELETE', path())).body.message).toBe('Backup schedule and archives deleted.');
    await test.work();
    expect([s3.objects.size, await list()]).toEqual([0, []]);
    expect((await test.call('DELETE', path())).status).toBe(404);
  });
});

it('a volume that a compose file has is backed up with the components that mount it stopped', async () => {
  const body = {
    ...test.place,
    docker_compose_raw: Buffer.from(sharedVolume).toString('base64'),
    instant_deploy: true,
  };
  const { uuid: stack } = (await test.call('POST', '/services', body)).body;
  await test.work();
  const { persistent_storages } = (await test.call('GET', `/services/${stack}/storages`)).body;
  const { uuid: site } = persistent_storages.find(
    ({ component }: { component: string }) => component === 'web',
  );
  const of = `/services/${stack}/storages/${site}/backups`;
  expect((await test.call('PUT', of, { frequency: 'daily', stop_during_backup: true })).status).toBe(201);
  let stopped: string[] = [];
  test.host.before = (what) => {
    if (!what.endsWith('-archive')) return;
    const all = [...test.host.docker.containers.values()];
    stopped = all.filter(({ status }) => status === 'exited').map(({ name }) => name.split('-')[0] ?? '');
  };
  await test.call('POST', `${of}/run`);
  await test.work();
  expect((await test.lastOperation(stack)).status).toBe('finished');
  expect(stopped.sort()).toEqual(['editor', 'web']);
  expect([...test.host.docker.containers.values()].every(({ status }) => status === 'running')).toBe(true);
});
