import { z } from 'zod';
import { formatMoment, mailTemplate } from './content';

export const invitation = mailTemplate(
  z.object({
    organizationName: z.string(),
    invitedBy: z.string(),
    role: z.string(),
    link: z.url(),
    expiresAt: z.iso.datetime(),
  }),
  (values, { instanceName }) => ({
    subject: `${values.invitedBy} invites you to ${values.organizationName}`,
    paragraphs: [
      `${values.invitedBy} invites you to join ${values.organizationName} at ${instanceName} as ${withArticle(values.role)}.`,
    ],
    link: { label: 'Accept the invitation', url: values.link },
    footnote: `The link works once, until ${formatMoment(values.expiresAt)}, and only for this e-mail address. If you do not know the sender, ignore this mail.`,
  }),
);

/** The role with its article: `an admin`, `a member`. */
function withArticle(role: string): string {
  return /^[aeiou]/i.test(role) ? `an ${role}` : `a ${role}`;
}

export const apiTokenExpiring = mailTemplate(
  z.object({
    tokenName: z.string(),
    organizationName: z.string(),
    daysLeft: z.number().int(),
    expiresAt: z.iso.datetime(),
  }),
  (values, { publicUrl }) => ({
    subject: `Your API token ${values.tokenName} expires in ${daysText(values.daysLeft)}`,
    paragraphs: [
      `Your API token ${values.tokenName} of ${values.organizationName} expires on ${formatMoment(values.expiresAt)}.`,
      'Create a new token before then and update the programs that use this one. After that date they are refused.',
    ],
    link: { label: 'Open your API tokens', url: `${publicUrl}/tokens` },
  }),
);

function daysText(days: number): string {
  return days === 1 ? '24 hours' : `${days} days`;
}

export const ownershipTransfer = mailTemplate(
  z.object({
    organizationName: z.string(),
    fromName: z.string(),
    link: z.url(),
    expiresAt: z.iso.datetime(),
  }),
  (values) => ({
    subject: `${values.fromName} wants to transfer ${values.organizationName} to you`,
    paragraphs: [
      `${values.fromName} offers you the ownership of ${values.organizationName}. Nothing changes until you accept.`,
    ],
    link: { label: 'View the offer', url: values.link },
    footnote: `The offer expires on ${formatMoment(values.expiresAt)}.`,
  }),
);
