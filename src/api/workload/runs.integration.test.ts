import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const file = 'services:\n  web:\n    image: nginx\n  store:\n    image: postgres:16\n';

async function addService(): Promise<string> {
  const docker_compose_raw = Buffer.from(file).toString('base64');
  return (await test.call('POST', '/services', { ...test.place, docker_compose_raw })).body.uuid;
}

/** End an operation that ran, as a worker does. */
async function end(uuid: string, exitCode: number, printed: readonly string[]): Promise<void> {
  const db = test.server.database.unscoped;
  const { id, parameters } = await db.operation.findUniqueOrThrow({ where: { uuid } });
  await db.operation.update({
    where: { id },
    data: {
      status: exitCode === 0 ? 'finished' : 'failed',
      reason: exitCode === 0 ? null : `The command ended with status ${exitCode}.`,
      parameters: { ...Object(parameters), exitCode },
    },
  });
  const at = new Date(0);
  const line = (text: string, sequence: number) => ({ operationId: id, sequence, text, at });
  await db.operationLog.createMany({
    data: [
      { ...line('In web', 0), step: 'container', stream: 'stdout' as const },
      ...printed.map((text, index) => ({
        ...line(text, index + 1),
        step: 'run',
        stream: 'stdout' as const,
      })),
    ],
  });
}

describe('a command in an application', () => {
  it('is queued, and read with its status and what it printed', async () => {
    const path = `/applications/${await test.addApplication()}`;
    const asked = await test.call('POST', `${path}/run`, { command: 'rake db:migrate' });
    expect(asked).toMatchObject({ status: 200, body: { message: 'Command queued.' } });
    const { run_uuid } = asked.body;
    const one = () => test.call('GET', `${path}/runs/${run_uuid}`);
    const waiting = { uuid: run_uuid, command: 'rake db:migrate', container: null, timeout: 300 };
    expect(await one()).toMatchObject({
      status: 200,
      body: { ...waiting, status: 'queued', exit_code: null, output: '' },
    });
    await end(run_uuid, 3, ['migrating', 'no such table']);
    expect((await one()).body).toMatchObject({
      status: 'failed',
      exit_code: 3,
      reason: 'The command ended with status 3.',
      output: 'migrating\nno such table',
    });
    const { body } = await test.call('GET', `${path}/runs`);
    expect([body.count, body.runs[0].uuid, body.runs[0].exit_code]).toEqual([1, run_uuid, 3]);
    expect(body.runs[0]).not.toHaveProperty('output');
    const { body: all } = await test.call('GET', `${path}/operations`);
    expect(all.operations[0]).toMatchObject({ uuid: run_uuid, kind: 'command', title: 'Command' });
  });

  it('is a run of its own each time, of which ten may wait', async () => {
    const path = `/applications/${await test.addApplication()}/run`;
    const uuids = new Set<string>();
    for (let turn = 0; turn < 10; turn++)
      uuids.add((await test.call('POST', path, { command: 'true' })).body.run_uuid);
    expect(uuids.size).toBe(10);
    expect((await test.call('POST', path, { command: 'true' })).status).toBe(409);
  });

  it('is some text, with a limit', async () => {
    const path = `/applications/${await test.addApplication()}/run`;
    for (const body of [
      { command: ' ' },
      { command: 'a\0b' },
      { command: 'true', timeout: 0 },
      { timeout: 5 },
    ])
      expect((await test.call('POST', path, body)).status).toBe(422);
  });

  it('is for those alone who may run commands', async () => {
    const path = `/applications/${await test.addApplication()}`;
    const { run_uuid } = (await test.call('POST', `${path}/run`, { command: 'true' })).body;
    const writer = await test.server.key(['read', 'write', 'deploy']);
    const read = (token: string, of = `${path}/runs/${run_uuid}`) => test.call('GET', of, undefined, token);
    expect((await test.call('POST', `${path}/run`, { command: 'true' }, writer)).status).toBe(403);
    expect((await read(writer)).status).toBe(403);
    const { token } = await test.stranger();
    expect((await test.call('POST', `${path}/run`, { command: 'true' }, token)).status).toBe(404);
    expect((await read(token)).status).toBe(404);
    const other = `/applications/${await test.addApplication()}/runs/${run_uuid}`;
    expect(await test.call('GET', other)).toMatchObject({ status: 404, body: { message: 'Run not found.' } });
  });
});

it('of a service names one of its components', async () => {
  const path = `/services/${await addService()}/run`;
  expect(await test.call('POST', path, { command: 'true' })).toMatchObject({
    status: 422,
    body: { errors: { container: ['Must be one of the components: store, web.'] } },
  });
  expect((await test.call('POST', path, { command: 'true', container: 'cache' })).status).toBe(422);
  expect((await test.call('POST', path, { command: 'true', container: 'store' })).status).toBe(200);
});
