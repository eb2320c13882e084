import { z } from 'zod';
import { mailTemplate } from './content';

export const applicationStopped = mailTemplate(
  z.object({
    applicationName: z.string(),
    /** Project and environment. */
    place: z.string(),
    restarts: z.number().int(),
    link: z.url(),
  }),
  (values) => ({
    subject: `${values.applicationName} crashed ${values.restarts} times and was stopped`,
    paragraphs: [
      `${values.applicationName} (${values.place}) crashed again and again. After ${values.restarts} restarts it was stopped, as its settings say.`,
      'Its last log tells why. Fix it and deploy again; starting it restarts what crashed.',
    ],
    link: { label: 'Open its log', url: values.link },
  }),
);
