import type { WebhookApplication } from '../../db/queries/webhook-applications';
import type { Services } from '../context';
import { decide } from './decide';
import type { Decision } from './deploy';
import type { Delivery } from './ledger';

const ACCEPTED = 'Accepted. The list of deliveries will show the result.';

/** Resolves when the answer to a call is due; null: the caller waits for the result. */
export type Due = Promise<'due'> | null;

/** Handle a call, and return what is decided by the time at which its forge must have an answer (deployment contract D11.1). */
export async function answerInTime(
  { clock, installation }: Pick<Services, 'clock' | 'installation'>,
  work: (due: Due) => Promise<Decision[]>,
): Promise<Decision[]> {
  const answered = new AbortController();
  const isDue = () => 'due' as const;
  // An answer before that ends the wait.
  const due = clock.sleep(installation.webhookAnswerMs, answered.signal).then(isDue, isDue);
  try {
    return await work(due);
  } finally {
    answered.abort();
  }
}

/** The answer about a delivery that is held and still being handled. */
export function accepted(
  { event }: Pick<Delivery, 'event'>,
  applications: readonly WebhookApplication[],
): Decision[] {
  return applications.map((application) => {
    const { id, uuid, name } = application;
    const verdict = decide(application, event);
    const known = verdict.deploy === false ? verdict : { status: 'queued' as const, message: ACCEPTED };
    return {
      application: { id, uuid, name },
      status: known.status,
      message: known.message,
      deploymentUuid: null,
    };
  });
}
