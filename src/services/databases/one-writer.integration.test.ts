import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DatabaseTest, startDatabaseTest } from './machine.testing';

let test: DatabaseTest;
beforeAll(async () => {
  test = await startDatabaseTest();
});
afterAll(() => test.server.stop());

/** Names of the running containers that write to a volume. */
function writersOf(volume: string): string[] {
  return [...test.host.docker.containers.values()]
    .filter(({ status, spec }) => status === 'running' && JSON.stringify(spec.hostConfig).includes(volume))
    .map(({ name }) => name);
}

it('no volume ever has two writers, whatever fifty callers ask for at the same time', async () => {
  const uuid = await test.create('postgresql', { instant_deploy: true });
  await test.work();
  const volume = `postgresql-data-${uuid}`;
  expect(writersOf(volume)).toEqual([uuid]);
  let most = 0;
  test.host.docker.onStart = () => {
    most = Math.max(most, writersOf(volume).length);
  };
  test.host.before = () => setImmediate(); // every request to the machine takes turns
  const asked = Array.from({ length: 50 }, (_, at) => {
    const action = ['start', 'restart', 'stop', 'restart'][at % 4];
    return test.call('POST', `/databases/${uuid}/${action}`);
  });
  const worked = test.work();
  const statuses = new Set((await Promise.all(asked)).map(({ status }) => status));
  await worked;
  await test.work();
  // Busy with all of them, the machine answers some late.
  expect([...statuses].filter((status) => ![200, 400, 503].includes(status))).toEqual([]);
  expect(most).toBeLessThanOrEqual(1);
  expect(writersOf(volume).length).toBeLessThanOrEqual(1);

  const deleted = Array.from({ length: 50 }, (_, at) =>
    at % 5 === 4
      ? test.call('DELETE', `/databases/${uuid}`)
      : test.call('POST', `/databases/${uuid}/${at % 2 ? 'start' : 'restart'}`),
  );
  const removing = test.work();
  const answers = await Promise.all(deleted);
  await removing;
  await test.work();
  expect(answers.filter(({ status }) => ![200, 400, 404, 409, 503].includes(status))).toEqual([]);
  await test.call('DELETE', `/databases/${uuid}`);
  await test.work();
  expect(most).toBeLessThanOrEqual(1);
  expect((await test.call('GET', `/databases/${uuid}`)).status).toBe(404);
  expect(writersOf(volume)).toEqual([]);
  expect([...test.host.docker.volumes.keys()]).toEqual([]);
});
