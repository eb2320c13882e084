import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queueOverdueDeliveries } from '../../services/notifications/webhook/sweep';
import { openWebhookTest, type Received, type WebhookTest } from './webhook.testing';

let test: WebhookTest;
let secret = '';
beforeAll(async () => {
  test = await openWebhookTest();
});
afterAll(() => test.close());
beforeEach(async () => {
  await test.api.database.unscoped.notificationDelivery.deleteMany();
  await test.owner.webhookNotification.update({ webhook_url: null, webhook_enabled: false });
  const set = await test.owner.webhookNotification.update({ webhook_url: test.url, webhook_enabled: true });
  secret = set.signing_secret ?? '';
  test.answers({ status: 200 });
  test.api.jobs.length = 0;
  test.received.length = 0;
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Compute a signature as a receiver does. */
function sign(key: string, { headers, body }: Received): string {
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const bytes = Buffer.from(key.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', bytes).update(content).digest('base64')}`;
}

function last(): Received {
  const request = test.received.at(-1);
  if (!request) throw new Error('Nothing was received.');
  return request;
}

const list = (input = {}) => test.owner.notificationDelivery.list(input);
const settings = () => test.owner.webhookNotification.get({});
async function only() {
  const { deliveries } = await list();
  expect(deliveries).toHaveLength(1);
  const [delivery] = deliveries;
  if (!delivery) throw new Error('There is no delivery.');
  return test.owner.notificationDelivery.get({ delivery_uuid: delivery.uuid });
}

describe('a delivery', () => {
  it('is signed, with its id, the time and the exact body', async () => {
    await test.happen();
    await test.run();
    const request = last();
    expect(request.headers['webhook-signature']).toBe(sign(secret, request));
    expect(request.headers['webhook-timestamp']).toBe(
      String(Math.floor(test.api.services.clock.now().getTime() / 1_000)),
    );
    expect(request.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request.body)).toMatchObject({
      event: 'deployment_failure',
      type: 'deployment_failure',
    });
    expect(await only()).toMatchObject({
      uuid: request.headers['webhook-id'],
      payload: request.body,
      status: 'delivered',
      attempts: 1,
      response_status: 200,
      error: null,
      next_attempt_at: null,
      history: [{ number: 1, response_status: 200, error: null }],
    });
    expect(await settings()).toMatchObject({ is_signed: true, last_failure: null });
  });

  it('is tried again later with the same id and body, and a time of its own', async () => {
    test.answers({ status: 503, body: 'secret of the receiver' });
    await test.happen();
    await test.run();
    const [first] = test.received;
    const waiting = await only();
    expect(waiting).toMatchObject({ status: 'pending', error: 'The endpoint responded with status 503.' });
    expect(JSON.stringify(waiting)).not.toContain('secret of the receiver');
    test.answers({ status: 204 });
    await test.attempt(waiting.uuid);
    expect(test.received).toHaveLength(1); // not due yet
    test.pass(6_000);
    await test.attempt(waiting.uuid);
    expect(last().headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(last().body).toBe(first?.body);
    expect(last().headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
    expect(last().headers['webhook-signature']).toBe(sign(secret, last()));
    expect(await only()).toMatchObject({
      status: 'delivered',
      attempts: 2,
      history: [{ number: 2 }, { number: 1, error: 'The endpoint responded with status 503.' }],
    });
  });

  it('waits as long as the receiver asks', async () => {
    test.answers({ status: 429, headers: { 'Retry-After': '600' } });
    await test.happen();
    await test.run();
    const { next_attempt_at } = await only();
    const now = test.api.services.clock.now().getTime();
    expect(Date.parse(next_attempt_at ?? '')).toBe(now + 10 * MINUTE_MS);
  });

  it.each([
    [302, 'a redirect, which is not followed'],
    [404, 'status 404'],
  ])('fails by status %i', async (status, words) => {
    test.answers({ status, headers: { Location: `${test.url}/other` } });
    await test.happen();
    await test.run();
    expect(test.received).toHaveLength(1);
    expect((await only()).error).toContain(words);
  });

  it('needs no more than the status of a long answer', async () => {
    test.answers({ status: 200, body: 'x'.repeat(1_000_000) });
    await test.happen();
    await test.run();
    expect(await only()).toMatchObject({ status: 'delivered' });
  });

  it('is given up after three days', async () => {
    test.answers({ status: 500 });
    await test.happen();
    await test.run();
    for (let retry = 0; retry < 9; retry++) {
      const { uuid, next_attempt_at } = await only();
      test.passTo(next_attempt_at);
      await test.attempt(uuid);
    }
    expect(await only()).toMatchObject({ status: 'failed', attempts: 10, next_attempt_at: null });
    expect(test.received).toHaveLength(10);
    expect(await settings()).toMatchObject({ webhook_enabled: true });
  });

  it.each([
    ['http://127.0.0.1:1/', 'The endpoint refused the connection.'],
    ['http://nowhere.invalid/', 'The name of the endpoint does not resolve.'],
  ])('says why %s does not respond, without its name', async (webhook_url, words) => {
    await test.owner.webhookNotification.update({ webhook_url });
    await test.happen();
    await test.run();
    expect((await only()).error).toBe(words);
    expect(await settings()).toMatchObject({ last_failure: words });
  });

  it('does not reach a host that is no longer allowed', async () => {
    await test.happen();
    const { uuid } = await only();
    await test.attempt(uuid, []);
    expect(test.received).toEqual([]);
    expect((await only()).error).toBe(
      'The host of the endpoint is not allowed unless INTERNAL_HOSTS lists it.',
    );
  });

  it('fails when the connection is cut', async () => {
    const rude = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
    const address = rude.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await test.owner.webhookNotification.update({ webhook_url: `http://127.0.0.1:${port}/` });
    await test.happen();
    await test.run();
    rude.close();
    expect((await only()).error).toBe('The endpoint closed the connection without a response.');
  });

  it('is made once when two processes take it, and again when its process died', async () => {
    await test.happen();
    const { uuid } = await only();
    await Promise.all([test.attempt(uuid), test.attempt(uuid)]);
    expect(test.received).toHaveLength(1);
    const died = { status: 'pending', nextAttemptAt: test.api.services.clock.now() };
    const claimedUntil = new Date(died.nextAttemptAt.getTime() + MINUTE_MS);
    const { unscoped: db } = test.api.database;
    await db.notificationDelivery.updateMany({ data: { ...died, claimedUntil } });
    test.api.jobs.length = 0;
    await queueOverdueDeliveries(test.api.services);
    expect(test.api.jobs).toEqual([]); // its attempt may be running
    test.pass(3 * MINUTE_MS);
    await queueOverdueDeliveries(test.api.services);
    expect(test.api.jobs).toMatchObject([{ name: 'notification.deliver', payload: { deliveryUuid: uuid } }]);
    await test.run();
    expect(test.received.map(({ headers }) => headers['webhook-id'])).toEqual([uuid, uuid]);
  });
});

describe('the secret', () => {
  it('is shown once, sealed, and in no answer after that', async () => {
    expect(secret).toMatch(/^whsec_/);
    const row = await test.api.database.unscoped.notificationChannel.findFirstOrThrow();
    expect(Buffer.from(row.signingSealed ?? []).toString('latin1')).not.toContain('whsec');
    const again = await test.owner.webhookNotification.update({ webhook_url: test.url });
    expect(again.signing_secret).toBeNull();
    expect(JSON.stringify(await settings())).not.toContain('whsec');
    const { rows } = await test.api.database.pool.query('SELECT diff::text, detail::text FROM audit_logs');
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('signs for a day beside the one that replaced it', async () => {
    const { signing_secret: next, rotation_ends_at } = await test.owner.webhookNotification.rotateSecret({});
    expect(await settings()).toMatchObject({ rotation_ends_at });
    await test.happen();
    await test.run();
    const both = [sign(next, last()), sign(secret, last())].join(' ');
    expect(last().headers['webhook-signature']).toBe(both);
    test.pass(DAY_MS);
    await test.happen();
    await test.run();
    expect(last().headers['webhook-signature']).toBe(sign(next, last()));
    expect(await settings()).toMatchObject({ rotation_ends_at: null });
  });

  it('ends at once when it is revoked', async () => {
    const { signing_secret: next } = await test.owner.webhookNotification.rotateSecret({
      revoke_previous: true,
    });
    await test.happen();
    await test.run();
    expect(last().headers['webhook-signature']).toBe(sign(next, last()));
  });

  it('is another one for another receiver, and none without a URL', async () => {
    await test.owner.webhookNotification.update({ webhook_url: null, webhook_enabled: false });
    expect(await settings()).toMatchObject({ is_signed: false });
    await expect(test.owner.webhookNotification.rotateSecret({})).rejects.toMatchObject({ code: 'CONFLICT' });
    const { signing_secret } = await test.owner.webhookNotification.update({ webhook_url: test.url });
    expect(signing_secret).toMatch(/^whsec_/);
    expect(signing_secret).not.toBe(secret);
  });

  it('is not for members', async () => {
    const member = test.organization.as('member');
    await expect(member.webhookNotification.rotateSecret({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('an endpoint', () => {
  it('that is gone is switched off, and the owners are told', async () => {
    test.answers({ status: 410 });
    await test.happen();
    await test.happen();
    await test.run();
    expect(test.received).toHaveLength(1);
    expect(await settings()).toMatchObject({
      webhook_enabled: false,
      disabled_at: expect.any(String),
      disabled_reason: 'It responded with status 410: it wants no more deliveries.',
    });
    expect((await list()).deliveries.map(({ status, error }) => [status, error])).toEqual([
      ['failed', 'The endpoint was switched off before it was delivered.'],
      ['failed', 'The endpoint responded with status 410: it wants no more deliveries.'],
    ]);
    const { rows } = await test.api.database.pool.query(
      `SELECT via FROM audit_logs WHERE action = 'webhookNotification.switchOff'`,
    );
    expect(rows).toEqual([{ via: 'worker' }]);
    await test.owner.webhookNotification.update({ webhook_enabled: true });
    expect(await settings()).toMatchObject({ disabled_at: null, disabled_reason: null });
  });

  it('that failed for five days is switched off, which one failure does not do', async () => {
    test.answers({ status: 500 });
    await test.happen();
    await test.run();
    test.pass(6 * DAY_MS);
    await test.happen();
    test.api.jobs.length = 0;
    const [{ uuid = '' } = {}] = (await list()).deliveries;
    for (let attempt = 1; attempt <= 3; attempt++) {
      await test.attempt(uuid);
      expect(await settings()).toMatchObject({ webhook_enabled: true });
      test.pass(HOUR_MS);
    }
    await test.attempt(uuid);
    expect(test.api.jobs.filter(({ name }) => name === 'mail.send')).toMatchObject([
      { payload: { to: 'person-0@example.com', template: 'webhook_switched_off' } },
    ]);
    expect(await settings()).toMatchObject({
      webhook_enabled: false,
      disabled_reason: 'Every delivery has failed for 5 days. The endpoint responded with status 500.',
    });
  });

  it('that works again is no longer failing', async () => {
    test.answers({ status: 500 });
    await test.happen();
    await test.run();
    test.answers({ status: 200 });
    await test.happen();
    await test.run();
    const row = await test.api.database.unscoped.notificationChannel.findFirstOrThrow();
    expect(row).toMatchObject({ failingSince: null, lastFailure: null });
  });

  it('is left alone when a user switches it off', async () => {
    await test.happen();
    await test.owner.webhookNotification.update({ webhook_enabled: false });
    await test.run();
    expect(test.received).toEqual([]);
    expect(await only()).toMatchObject({
      status: 'failed',
      error: 'The endpoint was switched off before it was delivered.',
    });
  });
});

describe('the log', () => {
  it('is filtered, and read page by page', async () => {
    await test.happen();
    await test.run();
    test.answers({ status: 500 });
    await test.happen();
    await test.run();
    await expect(test.owner.webhookNotification.test({})).rejects.toThrow('status 500');
    const events = async (input: object) => (await list(input)).deliveries.map(({ event }) => event);
    expect(await events({})).toEqual(['test', 'deployment_failure', 'deployment_failure']);
    expect(await events({ event: 'test' })).toEqual(['test']);
    expect(await events({ status: 'pending' })).toEqual(['deployment_failure']);
    const first = await list({ limit: 2 });
    expect(first.deliveries).toHaveLength(2);
    const second = await list({ limit: 2, cursor: first.next_cursor ?? '' });
    expect([second.deliveries.length, second.next_cursor]).toEqual([1, null]);
  });

  it('shows payloads, which name objects of all projects, only to those who may see secrets', async () => {
    await test.happen();
    const { uuid } = await only();
    const { api, redactedFields } = test.organization.withRedaction('member');
    expect((await api.notificationDelivery.list({})).deliveries[0]).not.toHaveProperty('payload');
    expect(await api.notificationDelivery.get({ delivery_uuid: uuid })).not.toHaveProperty('payload');
    expect([...redactedFields]).toEqual(['payload']);
  });

  it('is not another organization’s', async () => {
    await test.happen();
    const { uuid } = await only();
    const stranger = test.other.as('owner');
    expect((await stranger.notificationDelivery.list({})).deliveries).toEqual([]);
    for (const call of [stranger.notificationDelivery.get, stranger.notificationDelivery.resend])
      await expect(call({ delivery_uuid: uuid })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('has tests, which are not repeated', async () => {
    test.answers({ status: 500 });
    await expect(test.owner.webhookNotification.test({})).rejects.toThrow('status 500');
    expect(await only()).toMatchObject({ event: 'test', status: 'failed', attempts: 1 });
    expect(last().headers['webhook-signature']).toBe(sign(secret, last()));
  });
});

describe('a resend', () => {
  it('is a further attempt with the same id', async () => {
    await test.happen();
    await test.run();
    const { uuid } = await only();
    const sent = await test.owner.notificationDelivery.resend({ delivery_uuid: uuid });
    expect(sent).toMatchObject({ uuid, status: 'pending', attempts: 1 });
    await test.run();
    expect(test.received.map(({ headers }) => headers['webhook-id'])).toEqual([uuid, uuid]);
    expect(await only()).toMatchObject({ status: 'delivered', attempts: 2 });
  });

  it('is refused while an attempt runs, while the webhook is off, and to members', async () => {
    await test.happen();
    const { uuid } = await only();
    const resend = () => test.owner.notificationDelivery.resend({ delivery_uuid: uuid });
    const claimedUntil = new Date(test.api.services.clock.now().getTime() + MINUTE_MS);
    const { unscoped: db } = test.api.database;
    await db.notificationDelivery.updateMany({ data: { claimedUntil } });
    await expect(resend()).rejects.toMatchObject({ code: 'CONFLICT' });
    await db.notificationDelivery.updateMany({ data: { claimedUntil: null } });
    await test.owner.webhookNotification.update({ webhook_enabled: false });
    await expect(resend()).rejects.toMatchObject({ code: 'CONFLICT' });
    const member = test.organization.as('member').notificationDelivery;
    await expect(member.resend({ delivery_uuid: uuid })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});
