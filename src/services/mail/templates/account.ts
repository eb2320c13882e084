import { z } from 'zod';
import { formatMoment, type MailSender, mailTemplate } from './content';

/** When and from where an account was changed. */
const origin = z.object({ at: z.iso.datetime(), ip: z.string() });

const notYou = ({ publicUrl }: MailSender) =>
  `If this was not you, reset your password at ${publicUrl}/forgot-password and tell the operator of this installation.`;

export const passcode = mailTemplate(
  z.object({ email: z.email(), passcode: z.string(), minutes: z.number().int() }),
  (values, { instanceName, publicUrl }) => ({
    subject: `Your one-time passcode for ${instanceName}`,
    paragraphs: [
      `A password reset was requested for your account at ${instanceName}. Use this one-time passcode to set a new password:`,
    ],
    code: values.passcode,
    // In the fragment, which browsers do not send: the code reaches no log.
    link: {
      label: 'Set a new password',
      url: `${publicUrl}/reset-password#${new URLSearchParams({ email: values.email, code: values.passcode })}`,
    },
    footnote: `It works once, for ${values.minutes} minutes. If you did not request it, ignore this mail: your password does not change.`,
  }),
);

export const passwordChanged = mailTemplate(origin, ({ at, ip }, sender) => ({
  subject: `Your password for ${sender.instanceName} was changed`,
  paragraphs: [
    `The password of your account was changed on ${formatMoment(at)} from ${ip}.`,
    'You were signed out everywhere.',
  ],
  footnote: notYou(sender),
}));

export const passcodeReset = mailTemplate(origin, ({ at, ip }, sender) => ({
  subject: `Your password for ${sender.instanceName} was reset`,
  paragraphs: [
    `The password of your account was reset with a one-time passcode on ${formatMoment(at)} from ${ip}.`,
    'You were signed out everywhere, and all of your API tokens were revoked. Programs that used them need new ones.',
  ],
  link: { label: 'Sign in', url: `${sender.publicUrl}/sign-in` },
  footnote: notYou(sender),
}));

export const signInMethodChanged = mailTemplate(
  origin.extend({ providerName: z.string() }),
  ({ at, ip, providerName }, { instanceName }) => ({
    subject: `You now sign in to ${instanceName} with ${providerName}`,
    paragraphs: [
      `The sign-in method of your account was changed to ${providerName} on ${formatMoment(at)} from ${ip}.`,
      'Your password was deleted, and you were signed out everywhere else.',
    ],
    footnote:
      'If this was not you, tell the operator of this installation immediately: your password cannot be reset.',
  }),
);

export const twoFactorEnabled = mailTemplate(origin, ({ at, ip }, sender) => ({
  subject: `Two-factor authentication is on for ${sender.instanceName}`,
  paragraphs: [
    `Two-factor authentication was turned on for your account on ${formatMoment(at)} from ${ip}.`,
    'Keep your recovery codes in a safe place: each one can replace your authenticator app once.',
  ],
  footnote: notYou(sender),
}));

export const twoFactorDisabled = mailTemplate(origin, ({ at, ip }, sender) => ({
  subject: `Two-factor authentication is off for ${sender.instanceName}`,
  paragraphs: [
    `Two-factor authentication was turned off for your account on ${formatMoment(at)} from ${ip}.`,
    'You can now sign in with your password alone.',
  ],
  footnote: notYou(sender),
}));
