import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { prepareCall } from './call.testing';
import { fingerprintOf } from './fingerprint.testing';
import { type Entrance, entrances } from './router.testing';
import { type Sent, send } from './send.testing';
import { openWorld, type World } from './world.testing';

/** Tables that requests write besides their work: the audit trail, the use of credentials, and idempotency keys. */
const besideTheWork = ['audit_logs', 'audit_heads', 'api_keys', 'sessions', 'idempotency_keys'];

let world: World;
let fingerprint: () => Promise<unknown>;
beforeAll(async () => {
  world = await openWorld();
  fingerprint = await fingerprintOf(world.server.database.pool, { except: besideTheWork });
});
afterAll(() => world.stop());

/**
 * Calls without a row: a check of a password, a compose file or a proxy configuration, and a ticket that lives for
 * seconds.
 */
const changeNothing = [
  'live.ticket',
  'password.validate',
  'server.validateProxyConfiguration',
  'stack.convert',
  'stack.plan',
  'stack.validate',
];

/** Mutations, by REST if they have an operation: the gate that writes the row is the same for both. */
const mutations = entrances
  .filter(({ type, via, operation }) => type === 'mutation' && (via === 'rest' || !operation))
  // Calls that change the whole installation come last.
  .sort((a, b) => Number(a.meta.audit === 'instance') - Number(b.meta.audit === 'instance'));

/** The operations that its plan calls write their own rows. */
const callsOthers = 'configuration.applyPlan';

async function rowsOf({ requestId }: Sent, path: string) {
  const rows = await world.server.database.unscoped.auditLog.findMany({ where: { requestId } });
  return rows.filter(({ action }) =>
    path === callsOthers ? action === path : action !== 'api_key.new_address',
  );
}

it('is only left out for what changes nothing', () => {
  const silent = mutations.filter(({ meta }) => meta.audit === undefined || meta.audit === 'none');
  expect(silent.map(({ path }) => path).sort()).toEqual(changeNothing);
});

describe('a mutation leaves exactly one row', () => {
  it.each(mutations.filter(({ path }) => !changeNothing.includes(path)))('$name', async (entrance) => {
    const by = await world.person(world.ours);
    const { fails, token, input } = await prepareCall(world, entrance, by);
    const sent = await send(world.server, entrance, { token, input });
    await world.server.database.unscoped.instance.updateMany({ data: { isApiEnabled: true } });
    expect([sent.status < 300, sent.text]).toEqual([fails === undefined, sent.text]);
    const rows = await rowsOf(sent, entrance.path);
    const outcome = fails === undefined ? 'success' : expect.stringMatching(/failed|denied/);
    expect(rows).toMatchObject([{ action: entrance.path, targetType: entrance.meta.audit, outcome }]);
    if (fails === undefined && isUpdate(entrance)) expect(rows[0]?.diff).not.toBeNull();
    expect(await world.server.database.unscoped.auditOutbox.count()).toBe(0);
  });
});

describe('a mutation that the trail cannot be told of does not begin', () => {
  it.each(mutations.filter(({ path }) => !changeNothing.includes(path)))('$name', async (entrance) => {
    const by = await world.person(world.ours);
    const { token, input } = await prepareCall(world, entrance, by);
    const before = await fingerprint();
    const { trail } = world.server.database;
    const intend = vi.spyOn(trail, 'intend').mockRejectedValue(new Error('no space left'));
    const sent = await send(world.server, entrance, { token, input });
    intend.mockRestore();
    expect([sent.status, sent.text]).toEqual([
      503,
      expect.stringContaining('audit trail could not be written'),
    ]);
    expect(await fingerprint()).toEqual(before);
  });
});

/** Whether a call is an update, whose row shows what changed. */
function isUpdate({ path }: Entrance): boolean {
  return /\.update[A-Z]?/.test(path);
}
