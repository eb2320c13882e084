import { describe, expect, it } from 'vitest';
import { readSettings } from './channel-settings';
import type { NotificationMessage } from './message';
import { messageRequests, resendRequest } from './requests';

const hostile = `<script>&@everyone [x](https://evil.example) *_~\`|`;
const message: NotificationMessage = {
  event: 'deployment_failure',
  isGood: false,
  title: `The deployment of ${hostile} failed`,
  text: 'x'.repeat(9_000),
  url: 'https://panel.example.com/applications/a/deployments/b',
  at: '2026-11-29T12:00:00.000Z',
  details: { resource_uuid: 'a', event: 'not this' },
};

describe('a message', () => {
  it('mentions people in Discord only by the switch, and is markup nowhere', () => {
    const settings = readSettings('discord', { discordWebhookUrl: 'https://discord.invalid/1' });
    const body = JSON.stringify(messageRequests.discord(settings, message).body);
    expect(body).toContain('"content":"@here"');
    expect(body).toContain('\\\\@everyone \\\\[x\\\\]\\\\(https');
    expect(body.length).toBeLessThan(5_500);
    const quiet = messageRequests.discord({ ...settings, discordPingEnabled: false }, message).body;
    expect(quiet).toMatchObject({ allowed_mentions: { parse: [] } });
    expect(quiet).not.toHaveProperty('content');
    expect(messageRequests.discord(settings, { ...message, isGood: true }).body).not.toHaveProperty(
      'content',
    );
  });

  it('is escaped for Slack', () => {
    const settings = readSettings('slack', { slackWebhookUrl: 'https://slack.invalid/1' });
    const { body } = messageRequests.slack(settings, message);
    expect(JSON.stringify(body)).toContain('&lt;script&gt;&amp;@everyone');
  });

  it('goes to the thread of its event in Telegram, as plain text', () => {
    const settings = readSettings('telegram', {
      telegramToken: '1:abc',
      telegramChatId: '-100',
      threads: { deployment_failure: '42' },
    });
    const { url, body } = messageRequests.telegram(settings, message);
    expect(url).toBe('https://api.telegram.org/bot1:abc/sendMessage');
    expect(body).toMatchObject({ chat_id: '-100', message_thread_id: 42 });
    expect(body).not.toHaveProperty('parse_mode');
    const other = messageRequests.telegram(settings, { ...message, event: 'test' });
    expect(other.body).not.toHaveProperty('message_thread_id');
  });

  it('keeps to the lengths of Pushover', () => {
    const settings = readSettings('pushover', { pushoverUserKey: 'u', pushoverApiToken: 't' });
    const { body } = messageRequests.pushover(settings, message);
    expect(Reflect.get(body, 'message')).toHaveLength(1_024);
  });

  it('has a sender with a quoted name at Resend', () => {
    const settings = readSettings('email', { resendApiKey: 'key' });
    const mail = { to: 'a@example.com', subject: 's', text: 't', html: 'h' };
    const { headers, body } = resendRequest(settings, {
      ...mail,
      from: { address: 'g@example.com', name: 'A "B"' },
    });
    expect(headers).toEqual({ Authorization: 'Bearer key' });
    expect(body).toMatchObject({ from: '"A \\"B\\"" <g@example.com>', to: ['a@example.com'] });
  });

  it('is not written for a channel that has nowhere to send to', () => {
    expect(() => messageRequests.slack(readSettings('slack', {}), message)).toThrow('is not set');
  });
});
