import { AppError } from '../../domain/error';
import type { JobPayload } from '../../queue/jobs';
import type { Services } from '../context';
import { deliver } from './deliver';
import { smtpServer } from './smtp-server';
import { type MailTemplateName, type MailValues, mailTemplates, writeMail } from './templates/table';

export interface Mail<N extends MailTemplateName> {
  to: string;
  template: N;
  values: MailValues<N>;
}

/** Purpose to which the sealer binds the values of a queued mail. */
const valuesPurpose = 'jobs.mail.send';

/**
 * Queue a mail for the worker, which retries while the mail server is unreachable. The values are sealed in the queue:
 * some are secrets (an invitation's link).
 * @throws ZodError when the values do not fit the template
 */
export async function enqueueMail<N extends MailTemplateName>(
  { queue, database }: Pick<Services, 'queue' | 'database'>,
  { to, template, values }: Mail<N>,
): Promise<void> {
  const checked: unknown = mailTemplates[template].values.parse(values);
  const sealed = database.sealer.seal(JSON.stringify(checked), valuesPurpose);
  await queue.enqueue('mail.send', {
    to,
    template,
    sealedValues: Buffer.from(sealed).toString('base64'),
  });
}

/** Run the job `mail.send`. A mail that the server refuses permanently is logged and not tried again. */
export async function sendQueuedMail(services: Services, payload: JobPayload<'mail.send'>): Promise<void> {
  const { to, template, sealedValues } = payload;
  if (!isTemplateName(template))
    throw new AppError('internal', `There is no mail template ${template} in this version.`);
  const opened = services.database.sealer.open(Buffer.from(sealedValues, 'base64'), valuesPurpose);
  const values = JSON.parse(opened.reveal()) as MailValues<typeof template>; // validated again by writeMail
  try {
    await sendMail(services, { to, template, values });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    services.log.error({ template, to, error: error.message }, 'mail refused');
  }
}

/**
 * Send a mail now. Without SMTP, return `false` and log a notice for the operator, never the content of the mail.
 * @throws AppError see deliver
 */
export async function sendMail<N extends MailTemplateName>(
  services: Services,
  { to, template, values }: Mail<N>,
): Promise<boolean> {
  const server = await smtpServer(services);
  if (!server) {
    services.log.warn(
      { template, to },
      'A mail was not sent: set SMTP_URL, or the mail server in the settings.',
    );
    return false;
  }
  const { name } = await services.database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  const sender = { instanceName: name, publicUrl: services.installation.publicUrl };
  await deliver(server, { to, content: writeMail(template, values, sender), sender });
  return true;
}

function isTemplateName(name: string): name is MailTemplateName {
  return Object.hasOwn(mailTemplates, name);
}
