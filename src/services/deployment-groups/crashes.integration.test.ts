import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GroupTest, startGroupTest } from './testing';

let test: GroupTest;
beforeAll(async () => {
  test = await startGroupTest();
});
afterAll(() => test.server.stop());

/** More boundaries than a group of two passes. */
const MANY = 500;

it('ends right wherever the worker is killed', async () => {
  const [good = '', bad = ''] = await test.renew(2);
  await test.db().server.updateMany({ data: { concurrentBuilds: 1 } });
  await test.tagged(good, '2');
  await test.tagged(bad, 'bad');
  let boundaries = 0;
  for (; boundaries < MANY; boundaries++) {
    // Each time, both are back at their first release.
    const { body } = await test.deploy();
    const isKilled = await test.settle(boundaries);
    const group = await test.group(body.group_uuid);
    expect([boundaries, group.state, test.running()]).toEqual([
      boundaries,
      'reverted',
      ['nginx:1', 'nginx:1'],
    ]);
    const containers = [...test.host.docker.containers.values()].map(({ spec }) => spec.image);
    expect([boundaries, containers]).toEqual([boundaries, ['nginx:1', 'nginx:1']]);
    if (!isKilled) break;
  }
  expect(boundaries).toBeGreaterThan(20);
  expect(boundaries).toBeLessThan(MANY);
}, 600_000);
