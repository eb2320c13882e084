import type { RequestInfo } from '../../auth/context';
import type { ProviderPerson } from '../../auth/providers/provider';
import type { InstanceModels } from '../../db/instance';
import { isUniqueViolation } from '../../db/violations';
import type { ProviderType } from '../../domain/provider-settings';
import type { Services } from '../context';
import { enqueueMail } from '../mail/send';
import { createSession, type SignedInSession } from '../sessions/create';
import { endSessionsOf } from '../sessions/revoke';
import { requireProvider } from './configured';
import { ProviderRefusal, stateExpired, suspended } from './refusal';

/**
 * Convert a login: from now on the user signs in with the provider. The password is deleted, every session ends, a new
 * one begins, and a mail tells the user.
 * @throws ProviderRefusal
 */
export async function convertLogin(
  services: Services,
  request: RequestInfo,
  { userId, type, person }: { userId: string; type: ProviderType; person: ProviderPerson },
): Promise<SignedInSession> {
  const at = services.clock.now();
  await services.database.db.$transaction(async (tx) => {
    await switchLoginType(tx, userId, type);
    await linkAccount(tx, { userId, type, subject: person.subject });
    await endSessionsOf(tx, userId, at);
  });
  const { email } = await services.database.db.user.findUniqueOrThrow({ where: { id: userId } });
  const { name: providerName } = requireProvider(services, type);
  const values = { at: at.toISOString(), ip: request.ip, providerName };
  await enqueueMail(services, { to: email, template: 'sign_in_method_changed', values });
  return createSession(services, request, userId);
}

async function switchLoginType(tx: InstanceModels, userId: string, type: ProviderType): Promise<void> {
  const { count } = await tx.user.updateMany({
    where: { id: userId, loginType: 'password', status: 'active' },
    data: { loginType: type, passwordHash: null, passcodeHash: null, passcodeExpiresAt: null },
  });
  if (count > 0) return;
  const user = await tx.user.findUnique({ where: { id: userId } });
  throw user?.status === 'suspended' ? suspended() : stateExpired();
}

async function linkAccount(
  tx: InstanceModels,
  { userId, type, subject }: { userId: string; type: ProviderType; subject: string },
): Promise<void> {
  try {
    await tx.linkedAccount.create({ data: { provider: type, subject, userId } });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const message = 'This provider account belongs to another user.';
    throw new ProviderRefusal('provider_account_taken', 'conflict', message, { cause: error });
  }
}
