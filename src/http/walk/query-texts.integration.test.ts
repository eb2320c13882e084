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
/** Hostile texts. PostgreSQL accepts no NUL, and no number of thirty digits. */
const hostile = [
  '\0',
  'a\0b',
  "' OR 1=1 --",
  '%_\\',
  '9'.repeat(30),
  '-1',
  '1e400',
  'toString',
  'x'.repeat(5000),
];

const reads = entrances
  .filter(({ type }) => type === 'query')
  .map((entrance) => {
    const ids = pathParameters(entrance).map(({ name }) => name);
    const fields = [...(entrance.operation?.inputKeys ?? [])].filter((key) => !ids.includes(key));
    return { name: entrance.name, entrance, ids, fields };
  })
  .filter(({ fields }) => fields.length > 0);

describe('whatever is in a query, a read answers it or says what is wrong with it', () => {
  it.each(reads)('$name', async ({ entrance, ids, fields }) => {
    for (const field of fields)
      for (const value of hostile) {
        const input = { ...Object.fromEntries(ids.map((name) => [name, missing])), [field]: value };
        const { status } = await send(world.server, entrance, { token: root, input });
        expect([200, 400, 404, 422], `${field}=${JSON.stringify(value).slice(0, 40)}`).toContain(status);
      }
  });
});
