import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { JobName } from '../../queue/jobs';
import { jobs } from '../../queue/jobs';
import type { Queue } from '../../queue/queue';
import type { Services } from '../context';
import { issuePasscode } from '../passwords/passcode';
import type { SmtpServer } from '../smtp-url';
import { sendQueuedMail } from './send';

/** For integration tests only: a real SMTP server on loopback that keeps the mails it receives. */
export interface Mailbox {
  /** How to reach it; give it to `startTestServer({smtp})`. */
  smtp: SmtpServer;
  mails: ReceivedMail[];
  stop(): Promise<void>;
}

export interface ReceivedMail {
  to: string[];
  raw: string;
  parsed: ParsedMail;
}

/** @param port 0: any free one */
export async function startMailbox(options: SMTPServerOptions = {}, port = 0): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false, // else it warns about its own certificate
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('utf8');
        const to = session.envelope.rcptTo.map(({ address }) => address);
        simpleParser(raw).then((parsed) => {
          mails.push({ to, raw, parsed });
          callback();
        }, callback);
      });
    },
    ...options,
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address();
  return {
    mails,
    smtp: {
      host: '127.0.0.1',
      port: typeof address === 'object' && address ? address.port : port,
      encryption: 'none',
      user: null,
      password: null,
      from: { address: 'gantry@example.com', name: 'Gantry' },
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A queue that holds jobs, and runs those about mail on demand, as the worker would. */
export interface MailQueue extends Queue {
  waiting: { name: JobName; payload: unknown }[];
  run(services: Services): Promise<void>;
}

export function createMailQueue(): MailQueue {
  const waiting: MailQueue['waiting'] = [];
  return {
    waiting,
    enqueue: async (name, payload) => void waiting.push({ name, payload }),
    async run(services) {
      for (const { name, payload } of waiting.splice(0)) {
        if (name === 'mail.send') await sendQueuedMail(services, jobs[name].parse(payload));
        if (name === 'passcode.issue') await issuePasscode(services, jobs[name].parse(payload).email);
      }
    },
  };
}
