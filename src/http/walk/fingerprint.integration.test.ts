import { afterAll, beforeAll, expect, it } from 'vitest';
import { fingerprintOf } from './fingerprint.testing';
import { openWorld, type Person, type World } from './world.testing';

let world: World;
let ours: Person;
let theirs: Person;
beforeAll(async () => {
  world = await openWorld();
  ours = await world.person(world.ours);
  theirs = await world.person(world.theirs);
});
afterAll(() => world.stop());

it('tells that a row was added, changed or removed', async () => {
  const fingerprint = await fingerprintOf(world.server.database.pool, { except: [] });
  const { project } = world.server.database.unscoped;
  const seen = new Set<string>();
  const look = async () => seen.add(JSON.stringify(await fingerprint()));
  await look();
  const { uuid = '' } = await world.made(ours, '/projects', { name: 'one' });
  await look();
  await project.updateMany({ where: { uuid }, data: { name: 'two' } });
  await look();
  await project.updateMany({ where: { uuid }, data: { name: 'one' } }); // the earlier value, but written again
  await look();
  await project.deleteMany({ where: { uuid } });
  await look();
  await look();
  expect(seen.size).toBe(5);
});

it('of one organization tells nothing of another, nor of a table that is left out', async () => {
  const { pool } = world.server.database;
  const only = { organizationId: world.theirs };
  const [all, some] = await Promise.all([
    fingerprintOf(pool, { except: ['audit_logs'], ...only }),
    fingerprintOf(pool, { except: ['audit_logs', 'projects', 'environments'], ...only }),
  ]);
  const before = [await all(), await some()];
  await world.made(ours, '/projects', { name: 'of ours' });
  expect([await all(), await some()]).toEqual(before);
  await world.made(theirs, '/projects', { name: 'of theirs' });
  expect(await some()).toEqual(before[1]);
  expect(await all()).not.toEqual(before[0]);
});
