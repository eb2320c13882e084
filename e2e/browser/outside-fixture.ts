import { startOidcProvider, type TestOidcProvider } from '../../src/http/sign-in/oidc-provider.testing';
import { freePort } from '../../src/lib/free-port';
import { type Mailbox, startMailbox } from '../../src/services/mail/testing';
import { test as base, expect } from './fixture';
import { GantryProcess } from './gantry-process';

interface Outside {
  /** A real SMTP server, and what it was given. */
  mailbox: Mailbox;
  /** A real OpenID provider; `person` is who signs in there. */
  provider: TestOidcProvider;
  /** Of Gantry: the provider has to know where it sends people back to. */
  port: number;
}

/** As the common fixture, with a mail server and an OpenID provider that Gantry was configured with. */
export const test = base.extend<object, Outside>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies of a fixture from this pattern
  port: [async ({}, use) => use(await freePort()), { scope: 'worker' }],
  mailbox: [
    // biome-ignore lint/correctness/noEmptyPattern: as above
    async ({}, use) => {
      const mailbox = await startMailbox();
      await use(mailbox);
      await mailbox.stop();
    },
    { scope: 'worker' },
  ],
  provider: [
    async ({ port }, use) => {
      const provider = await startOidcProvider(`http://localhost:${port}/api/v2/users/oidc/callback`);
      await use(provider);
      await provider.stop();
    },
    { scope: 'worker' },
  ],
  gantry: [
    async ({ lab, port, mailbox, provider: { settings } }, use) => {
      const gantry = await GantryProcess.start(lab, {
        port,
        environment: {
          SMTP_URL: `smtp://${mailbox.smtp.host}:${mailbox.smtp.port}`,
          SMTP_FROM: 'Gantry <gantry@example.com>',
          OIDC_ISSUER_URL: settings.issuerUrl,
          OIDC_CLIENT_ID: settings.clientId,
          OIDC_CLIENT_SECRET: settings.clientSecret.reveal(),
          OIDC_NAME: settings.name,
        },
      });
      await use(gantry);
      await gantry.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

/** The text of the first mail to that address whose subject has the words; waits for it. */
export async function mailTo(mailbox: Mailbox, address: string, subject: RegExp): Promise<string> {
  const find = () =>
    mailbox.mails.find(({ to, parsed }) => to.includes(address) && subject.test(parsed.subject ?? ''));
  await expect.poll(() => find() !== undefined, { message: `a mail to ${address}` }).toBe(true);
  return find()?.parsed.text ?? '';
}
