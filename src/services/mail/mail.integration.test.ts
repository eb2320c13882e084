import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestApi, type TestApi } from '../../api/testing';
import { Secret } from '../../domain/secret';
import { openQueue } from '../../queue/graphile-queue';
import { startJobRunner } from '../../queue/job-runner';
import { OperationRunner } from '../../worker/operation-runner';
import { jobTable } from '../../worker/table';
import type { Services } from '../context';
import { enqueueMail, sendMail } from './send';
import { createMailQueue, type Mailbox, startMailbox } from './testing';

let api: TestApi;
let mailbox: Mailbox;
let services: Services;
const queue = createMailQueue();
beforeAll(async () => {
  [api, mailbox] = await Promise.all([openTestApi(), startMailbox()]);
  await api.database.unscoped.instance.create({ data: { id: 1, uuid: 'aaaaaaaaaaaaaaaaaaaaaaaa' } });
  services = withSmtp(mailbox.smtp);
});
afterAll(async () => {
  await mailbox.stop();
  await api.close();
});
beforeEach(() => {
  mailbox.mails.length = 0;
});

function withSmtp(smtp: Mailbox['smtp'] | null): Services {
  return { ...api.services, queue, installation: { ...api.services.installation, smtp } };
}

const invitation = {
  organizationName: 'Analytical <b>Engines</b> & Co',
  invitedBy: 'Ada "The Countess" Lovelace',
  role: 'admin',
  link: 'http://localhost:3000/invitations/gnt_inv_secret?a=1&b=2',
  expiresAt: '2026-11-24T17:05:00.000Z',
};

describe('a mail', () => {
  it('arrives as text and as HTML, escaped for each', async () => {
    await enqueueMail(services, { to: 'bob@example.com', template: 'invitation', values: invitation });
    await queue.run(services);
    const [mail] = mailbox.mails;
    expect(mail?.to).toEqual(['bob@example.com']);
    const { parsed, raw } = mail!;
    expect(parsed.from?.text).toBe('"Gantry" <gantry@example.com>');
    expect(parsed.subject).toBe('Ada "The Countess" Lovelace invites you to Analytical <b>Engines</b> & Co');
    expect(parsed.text).toContain('join Analytical <b>Engines</b> & Co at Gantry as an admin');
    expect(parsed.text).toContain(invitation.link);
    expect(parsed.text).toContain('until 24 November 2026, 17:05 UTC');
    expect(parsed.html).toContain('Analytical &lt;b&gt;Engines&lt;/b&gt; &amp; Co');
    expect(parsed.html).toContain('gnt_inv_secret?a=1&amp;b=2"');
    expect(parsed.html).not.toContain('<b>');
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  });

  it('waits sealed: what it says cannot be read in the queue', async () => {
    await enqueueMail(services, { to: 'bob@example.com', template: 'invitation', values: invitation });
    const stored = JSON.stringify(queue.waiting.splice(0));
    expect(stored).toContain('bob@example.com');
    expect(stored).not.toContain('gnt_inv_secret');
    const sealed = Buffer.from(/"sealedValues":"([^"]+)"/.exec(stored)?.[1] ?? '', 'base64');
    expect(sealed.toString('latin1')).not.toContain('gnt_inv_secret');
  });

  it('is tried again while the server cannot be reached', async () => {
    const gone = withSmtp({ ...mailbox.smtp, port: 1 });
    await enqueueMail(gone, { to: 'bob@example.com', template: 'test', values: { sentBy: 'Ada' } });
    await expect(queue.run(gone)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('is sent by the worker, later when the server was down at first', async () => {
    const first = await startMailbox();
    const delayed = withSmtp(first.smtp);
    await first.stop();
    const graphile = await openQueue(api.database.pool, api.services.log);
    const runner = await startJobRunner({
      pool: api.database.pool,
      critical: api.database.critical,
      patiently: (work) => work(),
      log: api.services.log,
      handlers: jobTable(delayed, new OperationRunner(delayed, 'test')),
    });
    const values = { sentBy: 'Ada' };
    await enqueueMail({ ...delayed, queue: graphile }, { to: 'bob@example.com', template: 'test', values });
    const attempts = async () =>
      (await api.database.pool.query('SELECT attempts FROM graphile_worker.jobs')).rows[0]?.attempts;
    await expect.poll(attempts).toBe(1);
    const second = await startMailbox({}, first.smtp.port);
    await expect.poll(() => second.mails.length).toBe(1);
    await runner.stop();
    await graphile.close();
    await second.stop();
  });

  it('is not tried again when the server refuses it for good', async () => {
    const picky = await startMailbox({
      onRcptTo: (_address, _session, callback) =>
        callback(Object.assign(new Error('No such mailbox'), { responseCode: 550 })),
    });
    const refused = withSmtp(picky.smtp);
    await expect(
      sendMail(refused, { to: 'bob@example.com', template: 'test', values: { sentBy: 'Ada' } }),
    ).rejects.toMatchObject({ code: 'precondition_failed' });
    await enqueueMail(refused, { to: 'bob@example.com', template: 'test', values: { sentBy: 'Ada' } });
    await queue.run(refused);
    await picky.stop();
  });

  it.each([
    ['address', { to: 'bob@example.com\r\nBcc: eve@example.com' }],
    ['subject', { sentBy: 'x' }],
  ])('cannot grow a header from its %s', async (place, change) => {
    const from =
      place === 'subject'
        ? { address: 'a@example.com', name: 'Eve\r\nBcc: eve@example.com' }
        : mailbox.smtp.from;
    const to = 'to' in change ? change.to : 'bob@example.com';
    const send = sendMail(withSmtp({ ...mailbox.smtp, from }), {
      to,
      template: 'test',
      values: { sentBy: 'Ada' },
    });
    await expect(send).rejects.toMatchObject({ code: 'bad_request' });
    expect(mailbox.mails).toEqual([]);
  });

  it('is a notice for the operator when there is no mail server, without what it says', async () => {
    const lines: unknown[] = [];
    const log = Object.assign(Object.create(services.log), {
      warn: (...line: unknown[]) => lines.push(line),
    });
    const values = { email: 'bob@example.com', passcode: 'the-very-code', minutes: 20 };
    const none = { ...withSmtp(null), log };
    expect(await sendMail(none, { to: 'bob@example.com', template: 'passcode', values })).toBe(false);
    expect(JSON.stringify(lines)).toContain('SMTP_URL');
    expect(JSON.stringify(lines)).not.toContain('the-very-code');
  });

  it('goes to a server that wants a password and encryption', async () => {
    const strict = await startMailbox({
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) =>
        username === 'gantry' && password === 'sesame'
          ? callback(null, { user: username })
          : callback(new Error('Wrong')),
    });
    const send = (password: string) =>
      sendMail(withSmtp({ ...strict.smtp, user: 'gantry', password: new Secret(password) }), {
        to: 'bob@example.com',
        template: 'test',
        values: { sentBy: 'Ada' },
      });
    expect(await send('sesame')).toBe(true);
    await expect(send('wrong')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(
      sendMail(withSmtp({ ...strict.smtp, encryption: 'starttls' }), {
        to: 'bob@example.com',
        template: 'test',
        values: { sentBy: 'Ada' },
      }),
    ).rejects.toMatchObject({ code: 'unavailable' }); // its certificate is not trusted
    expect(strict.mails).toHaveLength(1);
    await strict.stop();
  });
});
