import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { orderedChecks } from '../../domain/ordered-checks';
import { type Ability, abilityFor, abilityPermits } from '../../domain/permission/ability';
import { isPermission, type Permission } from '../../domain/permission/vocabulary';
import { type Entrance, entrances } from './router.testing';
import { type Sent, send } from './send.testing';
import { openWorld, type World } from './world.testing';

let world: World;
const keys = new Map<Ability, string>();
const narrow = ['read', 'write', 'deploy'] as const;
beforeAll(async () => {
  world = await openWorld({ denialsPerMinute: 100_000 });
  for (const ability of narrow) keys.set(ability, await world.server.key([ability]));
});
afterAll(() => world.stop());

const guarded = entrances.filter(({ action }) => action !== 'open');
const permitted = guarded.filter(({ action }) => isPermission(action));

/** Get a key that may do something, but not this. */
function keyWithout(action: Permission): string {
  const ability = narrow.find((each) => !abilityPermits(each, action));
  const key = ability && keys.get(ability);
  if (!key) throw new Error(`Every ability permits ${action}.`);
  return key;
}

/** Get what a key needs, in the terms of the surface: an ability, or a scope for Coder's. */
function neededFor({ operation }: Entrance, permission: Permission): string {
  return operation?.surface === 'v2' ? permission : (operation?.rest.ability ?? abilityFor(permission));
}

function wordsFor(check: 'credential' | 'scope', entrance: Entrance, needed = ''): string {
  const { v1, v2 } = orderedChecks[check];
  return entrance.via === 'rest' && entrance.operation?.surface === 'v2'
    ? v2.message
    : v1.replace('{ability}', needed);
}

function messageOf({ text }: Sent): unknown {
  return JSON.parse(text).message;
}

async function denialsOf({ requestId }: Sent) {
  const rows = await world.server.database.unscoped.auditLog.findMany({ where: { requestId } });
  return rows.filter(({ action }) => action !== 'api_key.new_address');
}

/** Expect one audit row of a refusal, also for a read. */
async function expectDenial(sent: Sent, { path }: Entrance, status: number): Promise<void> {
  expect(await denialsOf(sent)).toMatchObject([{ action: path, outcome: 'denied', status, diff: null }]);
}

describe('without a credential', () => {
  it.each(guarded)('$name is refused', async (entrance) => {
    const sent = await send(world.server, entrance, {});
    expect(sent.status).toBe(401);
    if (entrance.via === 'rest') expect(messageOf(sent)).toBe(wordsFor('credential', entrance));
    // "Who am I?": an unknown caller is a result, not a refusal.
    if (entrance.path === 'session.current') expect(await denialsOf(sent)).toEqual([]);
    else await expectDenial(sent, entrance, 401);
  });
});

describe('with a credential that is none', () => {
  it.each(guarded)('$name is refused', async (entrance) => {
    const sent = await send(world.server, entrance, { token: 'gnt_pat_aaaaaaaaaaaa_not-a-token' });
    expect(sent.status).toBe(401);
    await expectDenial(sent, entrance, 401);
  });
});

describe('with a key that lacks the scope', () => {
  it.each(permitted)('$name is refused', async (entrance) => {
    const permission = entrance.action as Permission; // `permitted` contains no others
    const needed = neededFor(entrance, permission);
    const sent = await send(world.server, entrance, { token: keyWithout(permission) });
    expect(sent.status).toBe(403);
    if (entrance.via === 'rest') {
      expect(messageOf(sent)).toBe(wordsFor('scope', entrance, needed));
      expect(sent.headers.get('x-missing-permissions')).toBe(needed);
      expect(sent.headers.get('x-accepted-permissions')).toBe(needed);
    }
    await expectDenial(sent, entrance, 403);
  });
});
