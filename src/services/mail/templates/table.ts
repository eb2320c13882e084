import type { z } from 'zod';
import {
  passcode,
  passcodeReset,
  passwordChanged,
  signInMethodChanged,
  twoFactorDisabled,
  twoFactorEnabled,
} from './account';
import { applicationStopped } from './application';
import type { MailContent, MailSender, MailTemplate } from './content';
import { notificationMail } from './notification';
import { apiTokenExpiring, invitation, ownershipTransfer } from './organization';
import { testMail } from './test-mail';
import { webhookSwitchedOff } from './webhook';

/** Every mail that Gantry sends. Names are stable: mails of an earlier version may still be in the queue. */
export const mailTemplates = {
  invitation,
  passcode,
  password_changed: passwordChanged,
  passcode_reset: passcodeReset,
  sign_in_method_changed: signInMethodChanged,
  two_factor_enabled: twoFactorEnabled,
  two_factor_disabled: twoFactorDisabled,
  api_token_expiring: apiTokenExpiring,
  ownership_transfer: ownershipTransfer,
  application_stopped: applicationStopped,
  notification: notificationMail,
  webhook_switched_off: webhookSwitchedOff,
  test: testMail,
} as const;

export type MailTemplateName = keyof typeof mailTemplates;
export type MailValues<N extends MailTemplateName> = z.input<(typeof mailTemplates)[N]['values']>;

/** Validate the values and write the mail. `values` may come from the queue, so they are untyped here. */
export function writeMail(name: MailTemplateName, values: unknown, sender: MailSender): MailContent {
  const template: MailTemplate<z.ZodType> = mailTemplates[name];
  return template.write(template.values.parse(values), sender);
}
