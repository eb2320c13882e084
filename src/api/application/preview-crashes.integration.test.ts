import { afterAll, beforeAll, expect, it } from 'vitest';
import { PreviewTest } from './previews.testing';

let test: PreviewTest;
beforeAll(async () => {
  test = await PreviewTest.start();
});
afterAll(() => test.repo.test.server.stop());

/** More boundaries than the deployment of a preview passes. */
const MANY = 200;

it('a worker that is killed at any step of a preview or its removal is followed by one that ends it', async () => {
  const uuid = await test.application(
    { health_check_enabled: true, health_check_type: 'cmd', health_check_command: 'true' },
    { build_pack: 'dockerfile', ports_exposes: '3000' },
  );
  const running = (resource: string) =>
    Object.values(test.made(resource)).map(({ name, image }) => [name, image]);
  const production = running(uuid);
  expect(production).toHaveLength(1);
  const killed = { deployment: 0, removal: 0 };
  for (let boundary = 0, isReached = true; isReached && boundary < MANY; boundary++) {
    await test.pullRequest();
    isReached = await test.workKilled(boundary);
    if (isReached) killed.deployment++;
    const name = `${uuid}-pr-7`;
    expect([boundary, await test.previews(uuid), running(name)]).toMatchObject([
      boundary,
      [{ state: 'running', status: 'running:healthy', commit: 'b'.repeat(40) }],
      [[expect.stringContaining(name), `${uuid}:pr-7-${'b'.repeat(40)}`]],
    ]);
    expect(test.left(name).filter((left) => left.startsWith(name))).toHaveLength(1);
    await test.pullRequest({ action: 'closed' });
    if (await test.workKilled(boundary)) killed.removal++;
    expect([boundary, await test.previews(uuid), test.left(name)]).toEqual([boundary, [], []]);
  }
  expect(killed.removal).toBeGreaterThan(5);
  expect(killed.deployment).toBeGreaterThan(killed.removal);
  expect(killed.deployment).toBeLessThan(MANY);
  expect(running(uuid)).toEqual(production);
}, 240_000);
