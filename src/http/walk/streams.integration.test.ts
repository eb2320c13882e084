import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '../../engine/server/host';
import { type Browser, createBrowser } from '../browser.testing';
import { prepareCall } from './call.testing';
import { type Entrance, entrances } from './router.testing';
import { newAddress, requestOf } from './send.testing';
import { openWorld, type Person, type World } from './world.testing';

/** A machine that never responds, so that whatever follows its containers waits, like the reader of a quiet log. */
const waits = () => new Promise<never>(() => undefined);
const silentHost = { serverUuid: '', jobs: {}, docker: { listContainers: waits } } as unknown as Host; // members in use

let world: World;
let owner: Person;
let browser: Browser;
beforeAll(async () => {
  const hosts = { host: () => silentHost, drop: () => undefined, close: async () => undefined };
  world = await openWorld({ hosts });
  owner = await world.person(world.ours);
  browser = createBrowser(world.server);
  await browser.signIn(owner.email, world.server.owner.password);
});
afterAll(() => world.stop());

const subscriptions = entrances.filter(({ type }) => type === 'subscription');

/** Accept headers, which must not decide anything. */
const accepts: [string, Record<string, string>][] = [
  ['nothing', {}],
  ['everything', { Accept: '*/*' }],
  ['JSON', { Accept: 'application/json' }],
  ['event streams', { Accept: 'text/event-stream' }],
  ['event streams in capitals', { Accept: 'Text/Event-Stream' }],
  ['no event streams', { Accept: 'text/event-stream;q=0' }],
  ['lines of JSON', { Accept: 'application/jsonl', 'trpc-accept': 'application/jsonl' }],
];

const cases = subscriptions.flatMap((entrance) =>
  accepts.map(([accepted, headers]) => ({
    name: `${entrance.name}, accepting ${accepted}`,
    entrance,
    headers,
  })),
);

async function open(
  entrance: Entrance,
  headers: Record<string, string>,
  send: (path: string, headers: Record<string, string>) => Promise<Response>,
): Promise<Response> {
  const { input } = await prepareCall(world, entrance, owner);
  return send(requestOf(entrance, input).path, { ...headers, 'X-Forwarded-For': newAddress() });
}

/** Get the status of a response, or of the refusal that arrives as an event. */
async function refusalOf(answer: Response): Promise<number> {
  const text = await answer.text();
  const event = /^event: serialized-error\ndata: (.*)$/m.exec(text)?.[1];
  return event ? JSON.parse(event).data.httpStatus : answer.status;
}

function watched(answer: Response) {
  const state = { isOver: false };
  const over = answer.text().then(
    () => undefined,
    () => undefined, // aborted: also an end
  );
  void over.then(() => {
    state.isOver = true;
  });
  return { state, over };
}

/** Whether the stream ends by itself once everything has been sent. */
const isFiniteStream = ({ path }: Entrance) => path === 'auditLog.export';
/** Whether tRPC refuses the request: it streams JSON lines only for batches, and a batch has no subscriptions. */
const isRefusedByTrpc = ({ via }: Entrance, headers: Record<string, string>) =>
  via === 'trpc' && 'trpc-accept' in headers;

describe('a subscription', () => {
  it.each(cases)('$name needs a credential', async ({ entrance, headers }) => {
    const answer = await open(entrance, headers, (path, sent) =>
      world.server.fetch('GET', path, { headers: sent }),
    );
    expect([400, 401]).toContain(await refusalOf(answer));
  });

  it.each(cases)('$name needs a ticket with a cookie', async ({ entrance, headers }) => {
    const answer = await open(entrance, headers, (path, sent) =>
      browser.fetch('GET', path, { headers: sent }),
    );
    expect(await refusalOf(answer)).toBe(403);
  });

  it.each(cases)('$name ends when its key is revoked', async ({ entrance, headers }) => {
    const token = await world.server.key(['root'], owner);
    const answer = await open(entrance, headers, (path, sent) =>
      world.server.fetch('GET', path, { token, headers: sent }),
    );
    if (isRefusedByTrpc(entrance, headers)) return expect(answer.status).toBe(400);
    expect(answer.status).toBe(200);
    const { state, over } = watched(answer);
    if (!isFiniteStream(entrance)) {
      await delay(20); // a stream that ends by itself would have ended
      expect(state.isOver).toBe(false);
    }
    await world.server.database.unscoped.apiKey.updateMany({
      where: { userId: owner.userId },
      data: { revokedAt: new Date() },
    });
    await over;
  });
});

describe('an open stream ends at once', () => {
  const changes = subscriptions.find(({ path, via }) => path === 'live.changes' && via === 'trpc');
  const reasons: [string, (of: Person) => Promise<unknown>][] = [
    [
      'when the user is suspended',
      (of) => db().user.update({ where: { id: of.userId }, data: { status: 'suspended' } }),
    ],
    ['when the user is deleted', (of) => db().user.delete({ where: { id: of.userId } })],
    [
      'when the role changes',
      (of) => db().membership.updateMany({ where: { userId: of.userId }, data: { role: 'admin' } }),
    ],
    ['when the membership ends', (of) => db().membership.deleteMany({ where: { userId: of.userId } })],
    [
      'when the session ends',
      (of) => db().session.updateMany({ where: { userId: of.userId }, data: { revokedAt: new Date() } }),
    ],
    ['when the session is deleted', (of) => db().session.deleteMany({ where: { userId: of.userId } })],
    [
      'when the session expires',
      (of) =>
        db().session.updateMany({
          where: { userId: of.userId },
          data: { expiresAt: new Date(Date.now() + 20) },
        }),
    ],
    [
      'when another organization becomes the active one',
      async (of) => {
        await db().membership.create({
          data: { userId: of.userId, organizationId: world.theirs, role: 'owner' },
        });
        await db().session.updateMany({
          where: { userId: of.userId },
          data: { activeOrganizationId: world.theirs },
        });
      },
    ],
  ];
  const db = () => world.server.database.unscoped;

  it.each(reasons)('%s', async (_, change) => {
    const person = await world.person(world.ours);
    const { over } = watched(await openChanges(person));
    await change(person);
    await over;
  });

  it('when a grant is taken back', async () => {
    const person = await world.person(world.ours, 'member');
    const { id } = await db().project.create({
      data: { uuid: 'p'.repeat(24), name: 'Project', organizationId: world.ours },
    });
    const grant = { userId: person.userId, organizationId: world.ours, projectId: id, abilities: ['write'] };
    await db().projectGrant.create({ data: grant });
    const { over } = watched(await openChanges(person));
    await db().projectGrant.deleteMany({ where: { userId: person.userId } });
    await over;
  });

  it('when the permissions of its role change', async () => {
    const person = await world.person(world.ours, 'member');
    const role = await db().customRole.create({
      data: { organizationId: world.ours, name: 'Watcher', permissions: ['project:read'] },
    });
    await db().membership.updateMany({
      where: { userId: person.userId },
      data: { role: 'custom', customRoleId: role.id },
    });
    const { over } = watched(await openChanges(person));
    await db().customRole.update({ where: { id: role.id }, data: { permissions: ['server:read'] } });
    await over;
  });

  it('and only those whose rights changed', async () => {
    const [one, other] = [await world.person(world.ours), await world.person(world.ours)];
    const [first, second] = [watched(await openChanges(one)), watched(await openChanges(other))];
    await db().session.updateMany({ where: { userId: one.userId }, data: { revokedAt: new Date() } });
    await first.over;
    expect(second.state.isOver).toBe(false);
  });

  function openChanges(person: Person): Promise<Response> {
    if (!changes) throw new Error('live.changes is gone.');
    return world.server.fetch('GET', requestOf(changes, {}).path, {
      token: person.token,
      headers: { 'X-Forwarded-For': newAddress() },
    });
  }
});
