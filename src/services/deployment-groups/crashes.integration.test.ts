import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { moveOpenGroups } from './move';
import { type GroupTest, startGroupTest } from './testing';

let test: GroupTest;
beforeAll(async () => {
  test = await startGroupTest();
});
afterAll(() => test.server.stop());

/** More boundaries than a group of two passes. */
const MANY = 500;

let application: string;
let stack: Awaited<ReturnType<GroupTest['addStack']>>;
beforeEach(async () => {
  [application = ''] = await test.renew(1);
  stack = await test.addStack(['web']);
  await test.db().server.updateMany({ data: { concurrentBuilds: 1 } });
  await test.deploy();
  await test.settle();
});

const images = () => [...test.host.docker.containers.values()].map(({ spec }) => spec.image);

it('goes back wherever the worker is killed', async () => {
  await stack.tagged('2');
  await test.tagged(application, 'bad');
  let boundaries = 0;
  for (; boundaries < MANY; boundaries++) {
    // Each time, both are back at their first version.
    const { body } = await test.deploy();
    const isKilled = await test.settle(boundaries);
    const { state } = await test.group(body.group_uuid);
    expect([boundaries, state, test.running()]).toEqual([boundaries, 'reverted', ['nginx:1', 'nginx:1']]);
    expect([boundaries, images()]).toEqual([boundaries, ['nginx:1', 'nginx:1']]);
    if (!isKilled) break;
  }
  expect(boundaries).toBeGreaterThan(20);
  expect(boundaries).toBeLessThan(MANY);
}, 600_000);

it('is completed wherever the worker is killed once all serve', async () => {
  let boundaries = 0;
  // Three boundaries a step: every second one meets each kind.
  for (; boundaries < MANY; boundaries += 2) {
    const tag = boundaries % 4 === 0 ? '2' : '1';
    await stack.tagged(tag);
    await test.tagged(application, tag);
    const { body } = await test.deploy();
    for (let phase = 0; phase < 2; phase++) {
      await test.work();
      await moveOpenGroups(test.server.services);
    }
    expect((await test.group(body.group_uuid)).state).toBe('completing');
    const isKilled = await test.settle(boundaries);
    const { state } = await test.group(body.group_uuid);
    expect([boundaries, state, images()]).toEqual([boundaries, 'finished', [`nginx:${tag}`, `nginx:${tag}`]]);
    if (!isKilled) break;
  }
  expect(boundaries).toBeGreaterThan(5);
  expect(boundaries).toBeLessThan(MANY);
}, 600_000);
