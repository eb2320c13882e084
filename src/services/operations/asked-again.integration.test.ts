import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const file = (port: number) =>
  Buffer.from(`services:\n  web:\n    image: nginx:1.27\n    ports: ["${port}:80"]\n`).toString('base64');

async function create(path: string, fields: object): Promise<string> {
  const { status, body } = await test.call('POST', path, { ...test.place, ...fields });
  if (status !== 201) throw new Error(`not created: ${JSON.stringify(body)}`);
  return body.uuid;
}

/** States of the operations of a workload, in request order. */
async function operationsOf(uuid: string): Promise<string[]> {
  const rows = await test.server.database.unscoped.operation.findMany({
    where: { workload: { uuid } },
    orderBy: { id: 'asc' },
  });
  return rows.map(({ status }) => status);
}

const begin = (uuid: string) =>
  test.server.database.unscoped.operation.updateMany({
    where: { workload: { uuid } },
    data: { status: 'in_progress' },
  });

async function expectOk(method: string, path: string, body?: object): Promise<void> {
  const answer = await test.call(method, path, body);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

it.each([
  {
    title: 'a database',
    path: '/databases',
    create: () => create('/databases/postgresql', {}),
    change: { limits_memory: '512m' },
  },
  {
    title: 'a service',
    path: '/services',
    create: () => create('/services', { docker_compose_raw: file(8181) }),
    change: { docker_compose_raw: file(8282) },
  },
])('a restart of $title that is asked for twice is one, until a setting changes', async (kind) => {
  const uuid = await kind.create();
  const restart = () => expectOk('POST', `${kind.path}/${uuid}/restart`);
  await restart();
  await restart();
  expect(await operationsOf(uuid)).toEqual(['queued']);
  await begin(uuid);
  await restart();
  expect(await operationsOf(uuid)).toEqual(['in_progress']);
  // A started operation runs what was recorded at its start.
  await expectOk('PATCH', `${kind.path}/${uuid}`, kind.change);
  await restart();
  await restart();
  expect(await operationsOf(uuid)).toEqual(['in_progress', 'queued']);
});
