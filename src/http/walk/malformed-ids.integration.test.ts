import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entrances, pathParameters } from './router.testing';
import { send } from './send.testing';
import { openWorld, type World } from './world.testing';

let world: World;
let root: string;
beforeAll(async () => {
  world = await openWorld();
  root = await world.server.key(['root']);
});
afterAll(() => world.stop());

const missing = 'aaaaaaaaaaaaaaaaaaaaaaaa';
const malformed = ['x', '-1', '../..', "' OR 1=1 --", 'ä'.repeat(80), missing.toUpperCase(), '%', '\0'];

const byPath = entrances.filter(
  (entrance) =>
    entrance.via === 'rest' &&
    pathParameters(entrance).length > 0 &&
    (entrance.operation?.rest.method === 'GET' || entrance.operation?.rest.method === 'DELETE'),
);

describe('what cannot be an id is one that is not there', () => {
  it.each(byPath)('$name', async (entrance) => {
    const answerTo = async (id: string) => {
      const input = Object.fromEntries(pathParameters(entrance).map(({ name }) => [name, id]));
      const { status, text } = await send(world.server, entrance, { token: root, input });
      return [status, text];
    };
    const expected = await answerTo(missing);
    expect(expected[0]).toBe(404);
    for (const id of malformed) expect([id, ...(await answerTo(id))]).toEqual([id, ...expected]);
  });
});
