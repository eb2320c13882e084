import { z } from 'zod';
import { mailTemplate } from './content';

export const webhookSwitchedOff = mailTemplate(
  z.object({ organizationName: z.string(), reason: z.string(), link: z.url() }),
  (values) => ({
    subject: `The webhook of ${values.organizationName} was switched off`,
    paragraphs: [
      `Gantry no longer sends the events of ${values.organizationName} to its webhook. ${values.reason}`,
      'Fix the receiver, or set another URL, and switch the webhook on again. What it missed is in the delivery log, from which it can be sent again.',
    ],
    link: { label: 'Open the notification settings', url: values.link },
  }),
);
