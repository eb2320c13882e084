import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markedNames } from '../../api/marked-names';
import { createLogger } from '../../lib/log';
import { ownIds, prepareCall } from './call.testing';
import { emptyFields, type Seeded, seed } from './canaries.testing';
import { type Entrance, entrances, pathParameters } from './router.testing';
import { type Sent, send } from './send.testing';
import { openWorld, type Person, type World } from './world.testing';

/** Every field that is marked as a secret contains a unique text, which a caller who may only read never receives. */
let world: World;
let seeded: Seeded;
let owner: Person;
const logged: string[] = [];
const keys: Record<'read' | 'write', string> = { read: '', write: '' };
beforeAll(async () => {
  const log = createLogger('debug', { write: (line) => void logged.push(line) });
  world = await openWorld({ log });
  owner = await world.person(world.ours);
  seeded = await seed(world, owner);
  keys.read = await world.server.key(['read'], owner);
  keys.write = await world.server.key(['write'], owner);
});
afterAll(() => world.stop());

const reads = entrances.filter(({ type }) => type !== 'mutation');
/** Mutations, by REST if they have an operation: only its format of refusals repeats the input. */
const mutations = entrances.filter(
  ({ type, via, operation }) => type === 'mutation' && (via === 'rest' || !operation),
);

/** Get the ids of the seeded objects whose kinds the path names. */
async function seededIds(entrance: Entrance): Promise<Record<string, string>> {
  const parameters = pathParameters(entrance);
  const known = parameters.flatMap(({ name, kind }) => {
    const id = seeded.ids[kind];
    return id === undefined ? [] : [[name, id] as const];
  });
  return ownIds(world, entrance, owner, Object.fromEntries(known));
}

function found(text: string): string[] {
  return Object.entries(seeded.canaries).flatMap(([field, canary]) => (text.includes(canary) ? [field] : []));
}

function wholeAnswer({ text, headers }: Sent): string {
  return `${text}\n${[...headers].flat().join('\n')}`;
}

/** Put a canary into every marked field of an input. */
function withCanaries(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCanaries);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === 'private_key' ? member : (seeded.canaries[name] ?? withCanaries(member)),
    ]),
  );
}

/** Its `content` is written for the operators, and is not the content of a storage. */
const forTheLog = 'system.sendFeedback';

it('every marked field has a canary, or a reason why it is empty', () => {
  const known = new Set([...Object.keys(seeded.canaries), ...Object.keys(emptyFields)]);
  expect(markedNames().filter((name) => !known.has(name))).toEqual([]);
});

describe('its owner', () => {
  it('meets every one of them', async () => {
    const met = new Set<string>();
    for (const entrance of reads) {
      const input = await seededIds(entrance);
      const sent = await send(world.server, entrance, { token: owner.token, input });
      for (const field of found(sent.text)) met.add(field);
    }
    expect([...met].sort()).toEqual(Object.keys(seeded.canaries).sort());
  });
});

describe('a key that may read meets none', () => {
  it.each(reads)('$name', async (entrance) => {
    const sent = await send(world.server, entrance, { token: keys.read, input: await seededIds(entrance) });
    expect(found(wholeAnswer(sent))).toEqual([]);
  });
});

describe('what a caller sends does not come back', () => {
  it.each(mutations)('from $name, to a key that may write or to an anonymous caller', async (entrance) => {
    const by = await world.person(world.ours);
    const { input, token } = await prepareCall(world, entrance, by);
    const canaries = entrance.path === forTheLog ? input : (withCanaries(input) as Record<string, unknown>); // an object stays one
    const asWriter = await send(world.server, entrance, {
      token: token && keys.write,
      input: { ...canaries, ...(await seededIds(entrance)) },
    });
    expect(found(wholeAnswer(asWriter))).toEqual([]);
    const unknown = { ...canaries, no_such_field: Object.values(seeded.canaries) };
    const refused = await send(world.server, entrance, { token, input: unknown });
    expect([refused.status < 500, found(wholeAnswer(refused))]).toEqual([true, []]);
  });
});

describe('what is kept', () => {
  it('the audit trail holds none', async () => {
    const { rows } = await world.server.database.pool.query<{ text: string }>(
      'SELECT a::text AS text FROM audit_logs a',
    );
    expect(rows.length).toBeGreaterThan(100);
    expect(found(rows.map(({ text }) => text).join('\n'))).toEqual([]);
  });

  it('the log holds none', () => {
    expect(logged.length).toBeGreaterThan(0);
    expect(found(logged.join('\n'))).toEqual([]);
  });
});
