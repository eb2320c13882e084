import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, type Person, type World } from './walk/world.testing';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

const works = async (token: string) =>
  (await world.server.fetch('GET', '/api/v1/tokens/current', { token })).status === 200;

/** Create a key, a second one with the first, and a third one with the second. */
async function threeGenerations(by: Person) {
  const first = await world.made(by, '/tokens', { name: 'first', abilities: ['root'] });
  const second = await world.made({ ...by, token: first.token ?? '' }, '/tokens', {
    name: 'second',
    abilities: ['root'],
  });
  const third = await world.made({ ...by, token: second.token ?? '' }, '/tokens', {
    name: 'third',
    abilities: ['read'],
  });
  return { id: first.id ?? '', children: [second.token ?? '', third.token ?? ''] };
}

const revoke = async (by: Person, path: string) => {
  const answer = await world.server.fetch('DELETE', `/api/v1/tokens/${path}`, { token: by.token });
  return (await answer.json()).message;
};

describe('revoking a key that made others', () => {
  it('says how many still work', async () => {
    const by = await world.person(world.ours);
    const { id, children } = await threeGenerations(by);
    expect(await revoke(by, id)).toBe('API key revoked. 2 keys that it created still work.');
    expect(await Promise.all(children.map(works))).toEqual([true, true]);
  });

  it('ends them as well when asked to', async () => {
    const by = await world.person(world.ours);
    const { id, children } = await threeGenerations(by);
    const other = await world.made(by, '/tokens', { name: 'other' });
    expect(await revoke(by, `${id}?with_created=true`)).toBe('API key and 2 keys that it created revoked.');
    expect(await Promise.all(children.map(works))).toEqual([false, false]);
    expect(await works(other.token ?? '')).toBe(true);
  });

  it('finds those that it made before it was rotated', async () => {
    const by = await world.person(world.ours);
    const { id, children } = await threeGenerations(by);
    const rotated = await world.made(by, `/tokens/${id}/rotate`);
    await revoke(by, `${rotated.id}?with_created=true`);
    expect(await Promise.all(children.map(works))).toEqual([false, false]);
  });
});

it('an admin of the root organization changes no account of its owners', async () => {
  const admin = await world.server.member('admin');
  const token = await world.server.key(['root'], admin);
  const suspend = (id: string) =>
    world.server.fetch('PATCH', `/api/v1/users/${id}`, { token, body: { status: 'suspended' } });
  const other = await world.person(world.ours);
  expect((await suspend(other.userId)).status).toBe(403);
  expect((await suspend((await world.person(world.ours, 'member')).userId)).status).toBe(200);
});
