import { z } from 'zod';
import { mailTemplate } from './content';

export const testMail = mailTemplate(z.object({ sentBy: z.string() }), ({ sentBy }, sender) => ({
  subject: `A test mail from ${sender.instanceName}`,
  paragraphs: [
    `${sentBy} asked ${sender.instanceName} to send this mail.`,
    'If you can read it, mail works.',
  ],
}));
