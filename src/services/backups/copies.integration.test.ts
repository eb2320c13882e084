import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { type S3StandIn, startS3 } from '../../engine/s3/stand-in.testing';
import { type DatabaseTest, startDatabaseTest } from '../databases/machine.testing';

/** Size of every dump, as the machine reports it. */
const BYTES = 2048;

let test: DatabaseTest;
let s3: S3StandIn;
let uuid: string;
let storage: string;
beforeAll(async () => {
  [test, s3] = await Promise.all([startDatabaseTest({ internalHosts: ['127.0.0.1'] }), startS3()]);
  sendByJobs();
  uuid = await test.create('postgresql', { instant_deploy: true });
  await test.work();
});
beforeEach(async () => {
  s3.refusal = null;
  s3.objects.clear();
  storage = await addStorage();
});
afterAll(() => Promise.all([test.server.stop(), s3.close()]));

async function addStorage(): Promise<string> {
  const { endpoint, bucket, region, key, secret } = s3.bucket;
  const body = { name: 'Offsite', endpoint, bucket, region, key: key.reveal(), secret: secret.reveal() };
  return (await test.call('POST', '/s3-storages', body)).body.uuid;
}

/** Send what the machine's programs would: the double runs none. */
function sendByJobs(): void {
  const { start } = test.host.jobs;
  Object.assign(test.host.jobs, {
    start: async (...[name, command]: Parameters<typeof start>) => {
      await start(name, command);
      const sent = command.env?.GANTRY_S3_URLS;
      const addresses = sent instanceof Secret ? sent.reveal().split('\n') : [];
      for (const address of addresses)
        await fetch(address, name.includes('-upload-') ? { method: 'PUT', body: Buffer.alloc(BYTES) } : {});
    },
  });
}

const path = () => `/databases/${uuid}/backups`;
const add = (body: object) => test.call('POST', path(), { frequency: 'daily', ...body });
const executions = async (schedule: string) =>
  (await test.call('GET', `${path()}/${schedule}/executions`)).body.executions;

async function addCopied(body: object = {}): Promise<string> {
  const { status, body: made } = await add({ save_s3: true, s3_storage_uuid: storage, ...body });
  expect(status).toBe(201);
  return made.uuid;
}

async function backUp(schedule: string): Promise<void> {
  await test.call('PATCH', `${path()}/${schedule}`, { backup_now: true });
  await test.work();
}

const keys = () => [...s3.objects.keys()];

describe('a schedule', () => {
  it('says where its copies go', async () => {
    const schedule = await addCopied();
    const find = async () =>
      (await test.call('GET', path())).body.find((each: { uuid: string }) => each.uuid === schedule);
    expect(await find()).toMatchObject({ save_s3: true, s3_storage_uuid: storage });
    await test.call('PATCH', `${path()}/${schedule}`, { save_s3: false });
    expect(await find()).toMatchObject({ save_s3: false, s3_storage_uuid: storage });
  });

  it.each([
    ['without a storage', { save_s3: true }],
    ['with a storage that is not there', { save_s3: true, s3_storage_uuid: 'missing0000000000000000a' }],
  ])('is refused %s', async (_, body) => {
    expect(await add(body)).toMatchObject({
      status: 422,
      body: { errors: { s3_storage_uuid: [expect.any(String)] } },
    });
  });

  it('does not know the storage of another organization', async () => {
    const { token } = await test.stranger();
    const body = {
      name: 'S3',
      endpoint: 'https://s3.example.com',
      bucket: 'abc',
      region: 'a',
      key: 'k',
      secret: 's',
    };
    const theirs = (await test.call('POST', '/s3-storages', body, token)).body.uuid;
    expect((await add({ save_s3: true, s3_storage_uuid: theirs })).status).toBe(422);
  });

  it('goes on without a storage that was deleted', async () => {
    const schedule = await addCopied();
    await backUp(schedule);
    expect((await test.call('DELETE', `/s3-storages/${storage}`)).status).toBe(200);
    await backUp(schedule);
    expect(await executions(schedule)).toMatchObject([
      { status: 'success', s3_uploaded: null },
      { status: 'success', s3_uploaded: false },
    ]);
  });
});

describe('a backup', () => {
  it('is copied to S3 by the machine, under the prefix of its schedule', async () => {
    const schedule = await addCopied();
    await backUp(schedule);
    expect(await executions(schedule)).toMatchObject([
      { status: 'success', s3_uploaded: true, local_storage_deleted: false, message: null },
    ]);
    expect(keys()).toEqual([expect.stringContaining(`/databases/${uuid}/${schedule}/postgres-`)]);
    expect(s3.objects.get(keys()[0] ?? '')?.length).toBe(BYTES);
    expect(s3.uploads.size).toBe(0);
  });

  it('is a backup although its copy fails, and says so', async () => {
    const schedule = await addCopied();
    s3.refusal = 403;
    await backUp(schedule);
    expect((await test.lastOperation(uuid)).status).toBe('finished');
    expect(await executions(schedule)).toMatchObject([
      { status: 'success', size: BYTES, s3_uploaded: false, message: expect.stringContaining('S3') },
    ]);
    expect([keys(), s3.uploads.size]).toEqual([[], 0]);
  });

  it('stays in S3 as long as its schedule says, and on the server as long as that', async () => {
    const schedule = await addCopied({
      database_backup_retention_amount_locally: 1,
      database_backup_retention_amount_s3: 2,
    });
    for (let made = 0; made < 4; made++) await backUp(schedule);
    const kept = await executions(schedule);
    expect(keys()).toHaveLength(2);
    expect(kept.filter((each: { s3_uploaded: boolean }) => each.s3_uploaded)).toHaveLength(2);
    expect(kept[0]).toMatchObject({ local_storage_deleted: false });
  });

  it('is deleted with its copy where that is asked for', async () => {
    const schedule = await addCopied();
    await backUp(schedule);
    await backUp(schedule);
    const [newest] = await executions(schedule);
    await test.call('DELETE', `${path()}/${schedule}/executions/${newest.uuid}`);
    await test.work();
    expect(keys()).toHaveLength(2);
    await test.call('DELETE', `${path()}/${schedule}?delete_s3=true`);
    await test.work();
    expect(keys()).toHaveLength(1);
  });

  it('is restored from S3 where the server has it no more', async () => {
    const schedule = await addCopied();
    await backUp(schedule);
    const [execution] = await executions(schedule);
    const { unscoped: db } = test.server.database;
    await db.backupExecution.update({ where: { uuid: execution.uuid }, data: { isLocal: false } });
    await test.call('POST', `${path()}/${schedule}/executions/${execution.uuid}/restore`);
    await test.work();
    const operation = await test.lastOperation(uuid);
    expect(operation).toMatchObject({ kind: 'restore', status: 'finished' });
    expect(s3.calls.at(-1)).toBe(`GET /backups/${keys()[0]}`);
    await test.call('DELETE', `/s3-storages/${storage}`);
    expect(await executions(schedule)).toEqual([]);
  });
});
