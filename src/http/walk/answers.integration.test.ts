import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DoubleHost } from '../../engine/testing/double-host';
import { prepareCall } from './call.testing';
import { entrances } from './router.testing';
import { send } from './send.testing';
import { openWorld, type Person, type World } from './world.testing';

/** `send` checks every response of every walk against the document; here every REST read gets its success status. */
let world: World;
let owner: Person;
beforeAll(async () => {
  const host = new DoubleHost();
  const hosts = { host: () => host, drop: () => undefined, close: async () => undefined };
  world = await openWorld({ hosts });
  owner = await world.person(world.ours);
});
afterAll(() => world.stop());

const reads = entrances.filter(({ type, via }) => type !== 'mutation' && via === 'rest');

describe('a read answers what the document declares', () => {
  it.each(reads)('$name', async (entrance) => {
    const { input, token, fails } = await prepareCall(world, entrance, owner);
    const sent = await send(world.server, entrance, { token, input });
    const isProper = sent.status === entrance.operation?.rest.status;
    expect([isProper, sent.text]).toEqual([fails === undefined, sent.text]);
  });
});
