import { createServer } from 'node:http';
import { jobs } from '../../queue/jobs';
import { organizationScopeOf } from '../../services/context';
import { notify } from '../../services/notifications/notify';
import { deliverQueued } from '../../services/notifications/webhook/deliver';
import { openTestApi, type TestOrganization } from '../testing';

/** A request as the receiver of a webhook got it. */
export interface Received {
  headers: Record<string, string>;
  body: string;
}

/** What the receiver answers. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** An API, an organization, and a receiver of its webhook on this machine, at a time that the test sets. */
export async function openWebhookTest() {
  const api = await openTestApi({ internalHosts: ['127.0.0.1'] });
  await api.database.unscoped.instance.create({ data: { id: 1, uuid: 'aaaaaaaaaaaaaaaaaaaaaaaa' } });
  const received: Received[] = [];
  let answer: Answer = { status: 200 };
  let now = new Date('2026-11-29T12:00:00.000Z');
  api.services.clock = { ...api.services.clock, now: () => now };
  const receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      // Node joins repeated headers, except for some that a test does not send.
      const headers = request.headers as Record<string, string>;
      received.push({ headers, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const organization = await api.addOrganization();
  const other = await api.addOrganization();
  const scope = (of: TestOrganization = organization) => organizationScopeOf(api.services, of.id);
  let events = 0;
  return {
    api,
    organization,
    other,
    owner: organization.as('owner'),
    received,
    url: `http://127.0.0.1:${port}/hook`,
    scope,
    answers(next: Answer) {
      answer = next;
    },
    pass(ms: number) {
      now = new Date(now.getTime() + ms);
    },
    passTo(time: string | null) {
      if (time === null) throw new Error('There is no such time.');
      now = new Date(time);
    },
    /** Notify of a failed deployment. */
    async happen() {
      await notify(scope(), {
        event: 'deployment_failure',
        isGood: false,
        title: 'The deployment of shop failed',
        text: 'See its log for the reason.',
        path: '/applications/a/deployments/b',
        id: String(++events),
        details: { resource_uuid: 'a' },
      });
    },
    /** Make the attempt at a delivery, if it is due. @param internalHosts that are allowed at that time */
    async attempt(deliveryUuid: string, internalHosts = api.services.installation.internalHosts) {
      const installation = { ...api.services.installation, internalHosts };
      await deliverQueued({ ...scope(), installation }, { organizationId: organization.id, deliveryUuid });
    },
    /** Run the queued jobs of the webhook, and those that they queue. */
    async run() {
      for (let job = api.jobs.shift(); job; job = api.jobs.shift())
        if (job.name === 'notification.deliver')
          await deliverQueued(scope(), jobs['notification.deliver'].parse(job.payload));
    },
    async close() {
      await new Promise((resolve) => receiver.close(resolve));
      await api.close();
    },
  };
}

export type WebhookTest = Awaited<ReturnType<typeof openWebhookTest>>;
