import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Mailbox, startMailbox } from '../../services/mail/testing';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from '../testing';

let test: TestApi;
let mailbox: Mailbox;
let root: TestOrganization;
let api: ApiCaller;
beforeAll(async () => {
  [test, mailbox] = await Promise.all([openTestApi(), startMailbox()]);
  root = await test.addOrganization();
  await test.database.unscoped.instance.upsert({
    where: { id: 1 },
    create: { id: 1, uuid: 'aaaaaaaaaaaaaaaaaaaaaaaa' },
    update: {},
  });
  api = root.as('owner');
});
afterAll(async () => {
  await mailbox.stop();
  await test.close();
});
beforeEach(() => {
  mailbox.mails.length = 0;
});

const server = () => ({
  smtp_host: '127.0.0.1',
  smtp_port: mailbox.smtp.port,
  smtp_encryption: 'none' as const,
  smtp_username: null,
  smtp_password: 'sesame-secret',
  smtp_from_address: 'Panel@Example.com',
  smtp_from_name: 'Panel “Größe”',
});

describe('the mail server of the installation', () => {
  it('is none at first, and a test mail says so', async () => {
    expect(await api.settings.email({})).toMatchObject({ smtp_host: null, is_from_environment: false });
    await expect(api.settings.testEmail({ to: 'a@example.com' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is set, with a sealed password, and tried with a mail', async () => {
    const saved = {
      ...server(),
      smtp_from_address: 'panel@example.com',
      is_from_environment: false,
      smtp_enabled: true,
      smtp_timeout: null,
      smtp_ehlo_domain: null,
      resend_enabled: false,
      resend_api_key: null,
    };
    expect(await api.settings.updateEmail(server())).toEqual(saved);
    const row = await test.database.unscoped.instance.findUniqueOrThrow({ where: { id: 1 } });
    expect(Buffer.from(row.smtpPassword ?? []).toString('latin1')).not.toContain('sesame-secret');
    await api.settings.testEmail({ to: 'someone@example.com' });
    const { parsed, to } = mailbox.mails[0]!;
    expect([to, parsed.subject]).toEqual([['someone@example.com'], 'A test mail from Gantry']);
    expect(parsed.from?.value).toEqual([{ address: 'panel@example.com', name: 'Panel “Größe”' }]);
  });

  it('takes back what is shown, and nothing that it does not have', async () => {
    const { is_from_environment: _, ...shown } = await api.settings.email({});
    expect(await api.settings.updateEmail(shown)).toMatchObject(shown);
    for (const change of [{ resend_enabled: true }, { smtp_timeout: 5 }, { smtp_enabled: false }])
      await expect(api.settings.updateEmail(change)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const off = { smtp_enabled: false, smtp_host: null };
    expect(await api.settings.updateEmail(off)).toMatchObject(off);
    expect(await api.settings.updateEmail({ ...server(), smtp_enabled: true })).toMatchObject({
      smtp_enabled: true,
    });
  });

  it('keeps what is not given, and clears with null', async () => {
    const changed = await api.settings.updateEmail({ smtp_from_name: null });
    expect(changed).toMatchObject({ smtp_from_name: null, smtp_password: 'sesame-secret' });
    expect(await api.settings.updateEmail({ smtp_password: null })).toMatchObject({ smtp_password: null });
  });

  it.each([
    [{ smtp_from_name: 'Gantry\r\nBcc: eve@example.com' }],
    [{ smtp_from_name: 'Gantry\nBcc: eve@example.com' }],
    [{ smtp_from_address: 'a@example.com\r\nBcc: eve@example.com' }],
    [{ smtp_username: 'gantry\r\nQUIT' }],
    [{ smtp_password: 'x\r\nQUIT' }],
    [{ smtp_host: 'mail.example.com\r\n' }],
    [{ smtp_host: 'http://mail.example.com' }],
    [{ smtp_port: 0 }],
  ])('refuses %j', async (change) => {
    await expect(api.settings.updateEmail(change)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  it('refuses a test address with a line break, and says why a mail could not be sent', async () => {
    await expect(api.settings.testEmail({ to: 'a@example.com\r\nBcc: b@example.com' })).rejects.toMatchObject(
      {
        code: 'BAD_REQUEST',
      },
    );
    await api.settings.updateEmail({ smtp_port: 1 });
    await expect(api.settings.testEmail({ to: 'a@example.com' })).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('did not accept the mail'),
    });
  });

  it('is the business of those who run the installation, and its password of few', async () => {
    const other = await test.addOrganization();
    await expect(other.as('owner').settings.email({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(root.as('member').settings.email({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await api.settings.updateEmail({ smtp_password: 'sesame-secret' });
    const { api: byKey, redactedFields } = root.withRedaction('owner', ['read']);
    expect(JSON.stringify(await byKey.settings.email({}))).not.toContain('sesame-secret');
    expect([...redactedFields]).toEqual(['smtp_password', 'resend_api_key']);
    await root.as('owner', ['write:sensitive']).settings.updateEmail({ smtp_port: 25 });
  });
});
