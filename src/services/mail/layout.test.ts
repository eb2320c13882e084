import { describe, expect, it } from 'vitest';
import { htmlOf, textOf } from './layout';
import { mailTemplates, writeMail } from './templates/table';

const sender = { instanceName: '<i>Gantry</i>', publicUrl: 'https://panel.example.com' };
const evil = `"><script>alert('x')</script>&`;
const origin = { at: '2026-11-22T17:05:00.000Z', ip: evil };
const expiresAt = '2026-11-24T17:05:00.000Z';
const link = 'https://panel.example.com/x?a=1&b="2"';

/** User-chosen values are hostile here; our own have their real form. */
const values: Record<keyof typeof mailTemplates, unknown> = {
  invitation: { organizationName: evil, invitedBy: evil, role: evil, link, expiresAt },
  passcode: { email: 'a@example.com', passcode: evil, minutes: 20 },
  password_changed: origin,
  passcode_reset: origin,
  sign_in_method_changed: { ...origin, providerName: evil },
  two_factor_enabled: origin,
  two_factor_disabled: origin,
  api_token_expiring: { tokenName: evil, organizationName: evil, daysLeft: 7, expiresAt },
  ownership_transfer: { organizationName: evil, fromName: evil, link, expiresAt },
  application_stopped: { applicationName: evil, place: evil, restarts: 10, link },
  notification: { title: evil, text: evil, organization: evil, link },
  webhook_switched_off: { organizationName: evil, reason: evil, link },
  test: { sentBy: evil },
};
const names = Object.keys(mailTemplates) as (keyof typeof mailTemplates)[];

describe('every mail', () => {
  it.each(names)('%s escapes what people wrote, in HTML alone', (name) => {
    const content = writeMail(name, values[name], sender);
    const html = htmlOf(content, sender);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<i>Gantry');
    expect(html).toContain('&lt;script&gt;');
    expect(textOf(content, sender)).toContain(evil);
    for (const [, href] of html.matchAll(/href="([^"]*)"/g))
      expect(href).toMatch(/^https:\/\/panel\.example\.com\//);
  });

  it.each(names)('%s refuses values that do not fit', (name) => {
    expect(() => writeMail(name, { unexpected: true }, sender)).toThrow();
  });
});

describe('the reset of a passcode', () => {
  it('says what it ended', () => {
    const content = writeMail('passcode_reset', { ...origin, ip: '192.0.2.1' }, sender);
    expect(
      textOf(content, sender),
    ).toBe(`The password of your account was reset with a one-time passcode on 22 November 2026, 17:05 UTC from 192.0.2.1.

You were signed out everywhere, and all of your API tokens were revoked. Programs that used them need new ones.

Sign in: https://panel.example.com/sign-in

If this was not you, reset your password at https://panel.example.com/forgot-password and tell the operator of this installation.

-- 
<i>Gantry</i> · https://panel.example.com
`);
  });
});
