import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { offersOf } from '../rest/opt-in/offers';
import { prepareCall } from './call.testing';
import { entrances } from './router.testing';
import { send } from './send.testing';
import { openWorld, type World } from './world.testing';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

/**
 * Operations after which the caller is unknown or acts in another organization, so that the repetition is no longer
 * theirs.
 */
const endTheirCaller: Readonly<Record<string, number>> = {
  'apiKey.revokeCurrent': 401,
  'organization.delete': 404,
  'profile.changePassword': 401,
  'session.revokeAll': 401,
};

const offered = offersOf(
  entrances.flatMap(({ via, operation }) => (via === 'rest' && operation ? [operation] : [])),
);
const mutations = entrances.filter(
  ({ via, operation }) => via === 'rest' && operation && offered.get(operation)?.idempotencyKey,
);

it('is offered by every change of v1 but public ones', () => {
  const without = entrances.filter(
    ({ via, type, operation }) =>
      via === 'rest' && type === 'mutation' && operation && offered.get(operation)?.idempotencyKey === false,
  );
  expect(without.map(({ path }) => path).sort()).toEqual([
    'deviceLogin.begin',
    'deviceLogin.collect',
    'registration.create',
    'server.sentinelPush',
    'setup.createOwner',
    'system.sendFeedback',
  ]);
  expect(mutations.every(({ operation }) => operation?.surface === 'v1')).toBe(true);
});

describe('a repetition with the same key is answered as the first was, and does nothing', () => {
  it.each(mutations)('$name', async (entrance) => {
    const by = await world.person(world.ours);
    const { token, input } = await prepareCall(world, entrance, by);
    const asks = { 'Idempotency-Key': `walk-${entrance.path}` };
    const first = await send(world.server, entrance, { token, input, asks });
    const again = await send(world.server, entrance, { token, input, asks });
    await world.server.database.unscoped.instance.updateMany({ data: { isApiEnabled: true } });
    const ended = endTheirCaller[entrance.path];
    if (ended) return expect([first.status, again.status]).toEqual([200, ended]);
    if (token === undefined) return expect(again.headers.get('idempotency-replayed')).toBeNull();
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const { requestId } = again;
    expect(await world.server.database.unscoped.auditLog.count({ where: { requestId } })).toBe(0);
  });
});
