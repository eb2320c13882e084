import { randomUUID } from 'node:crypto';
import { digestOf } from '../../auth/digest';
import { hashPassword } from '../../auth/password';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import type { Services } from '../context';
import { sendMail } from '../mail/send';
import { requirePasswordLogin } from './password-login';

const lifetimeMinutes = 20;
/** Wrong tries after which a passcode is void. */
export const maxPasscodeFailures = 5;

/**
 * Have a passcode created and mailed, if there is such a user (authorization contract §13.4). All of that happens in
 * the worker, after the answer, which therefore reveals nothing, neither by its text nor by its timing.
 * @throws AppError forbidden (password login off)
 */
export async function requestPasscode(services: Services, email: string): Promise<void> {
  await requirePasswordLogin(services);
  const { isAllowed } = await services.limits.check('otp_request', digestOf(email));
  if (!isAllowed) return;
  await services.queue.enqueue('passcode.issue', { email }, { key: `passcode ${digestOf(email)}` });
}

/** Run the job `passcode.issue`. A retry after a failure creates another passcode, which replaces the first. */
export async function issuePasscode(services: Services, email: string): Promise<void> {
  const { database, clock, log } = services;
  const user = await database.db.user.findFirst({
    where: { email, status: 'active', loginType: 'password' },
    select: { id: true },
  });
  if (!user) return;
  const passcode = randomUUID();
  await database.db.user.update({
    where: { id: user.id },
    data: {
      passcodeHash: await hashPassword(new Secret(passcode)),
      passcodeExpiresAt: new Date(clock.now().getTime() + lifetimeMinutes * 60_000),
      passcodeFailures: 0,
    },
  });
  try {
    const values = { email, passcode, minutes: lifetimeMinutes };
    await sendMail(services, { to: email, template: 'passcode', values });
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error;
    log.error({ template: 'passcode', to: email, error: error.message }, 'mail refused');
  }
}
