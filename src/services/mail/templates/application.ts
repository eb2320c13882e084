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
      `${values.applicationName} (${values.place}) kept crashing. It was stopped after ${values.restarts} restarts, the maximum in its settings.`,
      'See its last log for the reason. Fix the problem and deploy again; starting it would run the same version.',
    ],
    link: { label: 'Open its log', url: values.link },
  }),
);
