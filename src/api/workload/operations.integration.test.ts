import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
  const reachable = { state: 'usable', hostKey: 'AAAA' } as const;
  await test.server.database.unscoped.server.updateMany({ data: reachable });
});
afterAll(() => test.server.stop());

async function addDatabase(): Promise<string> {
  return (await test.call('POST', '/databases/postgresql', test.place)).body.uuid;
}

const titles = (operations: { title: string }[]) => operations.map(({ title }) => title);

it('lists what is done with a database, newest first, and shows each', async () => {
  const uuid = await addDatabase();
  expect((await test.call('GET', `/databases/${uuid}/operations`)).body).toEqual({
    count: 0,
    operations: [],
  });
  for (const action of ['start', 'stop', 'restart'])
    expect((await test.call('POST', `/databases/${uuid}/${action}`)).status).toBe(200);
  const { body } = await test.call('GET', `/databases/${uuid}/operations`);
  expect([body.count, titles(body.operations)]).toEqual([3, ['Restart', 'Stop', 'Start']]);
  const [restart, stop] = body.operations;
  expect(restart).toMatchObject({
    kind: 'restart',
    status: 'queued',
    cause: 'api',
    workload_uuid: uuid,
    server_uuid: test.place.server_uuid,
    commit: null,
    finished_at: null,
  });
  expect(stop).toMatchObject({ status: 'cancelled-by-user', reason: expect.stringContaining('superseded') });
  expect((await test.call('GET', `/databases/${uuid}/operations/${stop.uuid}`)).body).toEqual(stop);
  expect((await test.call('GET', `/deployments/${stop.uuid}/steps`)).body).toEqual([]);
  const window = await test.call('GET', `/databases/${uuid}/operations?skip=1&take=1`);
  expect([window.body.count, titles(window.body.operations)]).toEqual([3, ['Stop']]);
  expect((await test.call('GET', `/databases/${uuid}/operations?take=101`)).status).toBe(422);
});

it('lists what an application had beside deployments, which are listed alone as well', async () => {
  const uuid = await test.addApplication({ instant_deploy: true });
  await test.call('POST', `/applications/${uuid}/stop`);
  const { body } = await test.call('GET', `/applications/${uuid}/operations`);
  expect(titles(body.operations)).toEqual(['Stop', 'Deployment']);
  expect(body.operations[1]).toMatchObject({ kind: 'deploy', commit: 'HEAD' });
  const deployments = await test.call('GET', `/deployments/applications/${uuid}`);
  expect(deployments.body).toMatchObject({ count: 1, deployments: [{ application_uuid: uuid }] });
  const cancelled = await test.call('POST', `/deployments/${body.operations[0].uuid}/cancel`);
  expect(cancelled.body).toMatchObject({ status: 'cancelled-by-user' });
});

it('answers nothing of another kind, another workload or another organization', async () => {
  const database = await addDatabase();
  const other = await addDatabase();
  await test.call('POST', `/databases/${database}/start`);
  const [{ uuid }] = (await test.call('GET', `/databases/${database}/operations`)).body.operations;
  expect((await test.call('GET', `/applications/${database}/operations`)).status).toBe(404);
  expect(await test.call('GET', `/databases/${other}/operations/${uuid}`)).toMatchObject({
    status: 404,
    body: { message: 'Operation not found.' },
  });
  const { token } = await test.stranger();
  for (const path of [`/databases/${database}/operations`, `/databases/${database}/operations/${uuid}`])
    expect((await test.call('GET', path, undefined, token)).status).toBe(404);
});
