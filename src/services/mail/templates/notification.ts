import { z } from 'zod';
import { mailTemplate } from './content';

/** A notification that an organization has enabled (services/notifications). */
export const notificationMail = mailTemplate(
  z.object({ title: z.string(), text: z.string(), organization: z.string(), link: z.url() }),
  ({ title, text, organization, link }) => ({
    subject: title,
    paragraphs: [text],
    link: { label: 'Open it in the console', url: link },
    footnote: `You receive this mail because ${organization} has e-mail notifications turned on. An owner or admin can change this in the notification settings.`,
  }),
);
