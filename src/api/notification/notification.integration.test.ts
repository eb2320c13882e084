import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobs } from '../../queue/jobs';
import { organizationScopeOf } from '../../services/context';
import { type Mailbox, startMailbox } from '../../services/mail/testing';
import { notify } from '../../services/notifications/notify';
import { sendQueuedNotification } from '../../services/notifications/send';
import { deliverQueued } from '../../services/notifications/webhook/deliver';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from '../testing';

let test: TestApi;
let mailbox: Mailbox;
let organization: TestOrganization;
let api: ApiCaller;
let hook: Server;
let url = '';
/** Requests that the webhook received, and the status of its responses. */
const got: { path: string; body: unknown }[] = [];
let status = 200;

beforeAll(async () => {
  [test, mailbox] = await Promise.all([openTestApi({ internalHosts: ['127.0.0.1'] }), startMailbox()]);
  await test.database.unscoped.instance.create({ data: { id: 1, uuid: 'aaaaaaaaaaaaaaaaaaaaaaaa' } });
  await test.addOrganization();
  organization = await test.addOrganization();
  api = organization.as('owner');
  hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString('utf8')) });
      response.writeHead(status).end('an answer that no one is shown');
    });
  });
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  const address = hook.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/hook`;
});
afterAll(async () => {
  hook.close();
  await mailbox.stop();
  await test.close();
});
beforeEach(() => {
  got.length = 0;
  mailbox.mails.length = 0;
  test.jobs.length = 0;
  status = 200;
});

const scope = () => organizationScopeOf(test.services, organization.id);
const failure = {
  event: 'deployment_failure',
  isGood: false,
  title: 'The deployment of shop failed',
  text: 'See its log for the reason.',
  path: '/applications/a/deployments/b',
  id: 'b',
  details: { resource_uuid: 'a' },
} as const;

/** Run the queued jobs, and those that they queue. */
async function runJobs(): Promise<void> {
  for (let job = test.jobs.shift(); job; job = test.jobs.shift()) {
    if (job.name === 'notification.deliver')
      await deliverQueued(scope(), jobs['notification.deliver'].parse(job.payload));
    else await sendQueuedNotification(scope(), jobs['notification.send'].parse(job.payload));
  }
}

describe('a channel', () => {
  it('is off at first: failures would be told, successes would not', async () => {
    const discord = await api.discordNotification.get({});
    expect(discord).toMatchObject({
      team_id: organization.no,
      discord_enabled: false,
      discord_webhook_url: null,
      discord_ping_enabled: true,
      deployment_failure_discord_notifications: true,
      deployment_success_discord_notifications: false,
      server_unreachable_discord_notifications: true,
      server_reachable_discord_notifications: false,
    });
    await notify(scope(), failure);
    expect(test.jobs).toEqual([]);
  });

  it.each([
    ['webhookNotification', { webhook_url: 'http://169.254.169.254/latest' }],
    ['webhookNotification', { webhook_url: 'http://localhost:8000/api/v1/disable' }],
    ['slackNotification', { slack_webhook_url: 'https://user:pw@hooks.example.com' }],
    ['discordNotification', { discord_webhook_url: 'ftp://example.com' }],
    ['telegramNotification', { telegram_token: '1:a/../x' }],
    ['emailNotification', { smtp_host: '10.0.0.1' }],
    ['emailNotification', { smtp_recipients: 'a@example.com\r\nBcc: b@example.com' }],
    ['pushoverNotification', { pushover_enabled: true }],
    ['webhookNotification', { no_such_field: 1 }],
  ] as const)('%s refuses %j', async (router, change) => {
    // The union of six procedures is not callable as one.
    const update = api[router].update as (change: object) => Promise<unknown>;
    await expect(update(change)).rejects.toThrow();
    expect(await test.database.unscoped.notificationChannel.count()).toBe(0);
  });

  it('is set, sealed, and shown only to those who may see secrets', async () => {
    await api.webhookNotification.update({ webhook_url: url, webhook_enabled: true });
    const row = await test.database.unscoped.notificationChannel.findFirstOrThrow();
    expect(Buffer.from(row.settingsSealed).toString('latin1')).not.toContain('127.0.0.1');
    expect(await api.webhookNotification.get({})).toMatchObject({ webhook_url: url, webhook_enabled: true });
    const { api: reader, redactedFields } = organization.withRedaction('owner', ['read']);
    expect(await reader.webhookNotification.get({})).not.toHaveProperty('webhook_url');
    expect([...redactedFields]).toEqual(['webhook_url']);
    expect(await organization.as('member').webhookNotification.get({})).not.toHaveProperty('webhook_url');
    await expect(organization.as('member').webhookNotification.update({})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('keeps the threads that a change does not name', async () => {
    await api.telegramNotification.update({
      telegram_notifications_backup_failure_thread_id: '7',
      telegram_notifications_backup_success_thread_id: '8',
    });
    expect(
      await api.telegramNotification.update({ telegram_notifications_backup_success_thread_id: null }),
    ).toMatchObject({
      telegram_notifications_backup_failure_thread_id: '7',
      telegram_notifications_backup_success_thread_id: null,
    });
  });
});

describe('an event', () => {
  it('reaches the channels that tell it, once each, and no other organization', async () => {
    await notify(scope(), failure);
    await notify(scope(), { ...failure, event: 'deployment_success', isGood: true });
    expect(test.jobs).toHaveLength(1);
    await runJobs();
    expect(got).toEqual([
      {
        path: '/hook',
        body: expect.objectContaining({
          event: 'deployment_failure',
          success: false,
          url: 'http://localhost:3000/applications/a/deployments/b',
          resource_uuid: 'a',
        }),
      },
    ]);
    expect(await api.webhookNotification.get({})).toMatchObject({
      last_failure: null,
      last_delivered_at: expect.any(String),
    });
  });

  it('is tried again while the receiver is broken, and not when it refuses', async () => {
    await api.webhookNotification.update({ webhook_enabled: false });
    await api.slackNotification.update({ slack_webhook_url: url, slack_enabled: true });
    status = 503;
    await notify(scope(), failure);
    await expect(runJobs()).rejects.toMatchObject({ code: 'unavailable' });
    status = 404;
    await notify(scope(), failure);
    await runJobs();
    expect(await api.slackNotification.get({})).toMatchObject({
      last_failure: 'Slack responded with status 404.',
    });
    await api.slackNotification.update({ slack_webhook_url: null, slack_enabled: false });
  });

  it('is mailed to the recipients, one job each, or to owners and admins', async () => {
    const { host, port } = mailbox.smtp;
    const server = { smtp_host: host, smtp_port: port, smtp_encryption: 'none' as const };
    await api.emailNotification.update({
      ...server,
      smtp_from_address: 'gantry@example.com',
      smtp_enabled: true,
      smtp_recipients: 'a@example.com, b@example.com',
    });
    await notify(scope(), failure);
    await runJobs();
    expect(mailbox.mails.map(({ to, parsed }) => [to, parsed.subject])).toEqual([
      [['a@example.com'], 'The deployment of shop failed'],
      [['b@example.com'], 'The deployment of shop failed'],
    ]);
    mailbox.mails.length = 0;
    await api.emailNotification.update({ smtp_recipients: null });
    await notify(scope(), failure);
    await runJobs();
    expect(mailbox.mails.map(({ to }) => to)).toEqual([['person-1@example.com']]);
  });
});

describe('a test message', () => {
  it('says what became of it, without the answer of the receiver', async () => {
    expect(await api.webhookNotification.test({})).toEqual({ message: 'The test message was delivered.' });
    expect(got).toMatchObject([{ body: { event: 'test', success: true } }]);
    status = 500;
    const refused = await api.webhookNotification.test({}).catch((error: Error) => error.message);
    expect(refused).toBe('The endpoint responded with status 500.');
    await expect(api.slackNotification.test({})).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});
