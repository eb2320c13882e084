import type { RequestInfo } from '../../auth/context';
import type { ProviderPerson } from '../../auth/providers/provider';
import type { ProviderType } from '../../domain/provider-settings';
import type { Services } from '../context';
import { createSession, type SignedInSession } from '../sessions/create';
import { otherLoginType, suspended } from './refusal';
import { registerPerson } from './register';

/**
 * Create a session for the user that the provider identified. The second factor is up to the provider.
 * @throws ProviderRefusal
 */
export async function signInPerson(
  services: Services,
  request: RequestInfo,
  { type, person }: { type: ProviderType; person: ProviderPerson },
): Promise<SignedInSession> {
  const account = await services.database.db.linkedAccount.findUnique({
    where: { provider_subject: { provider: type, subject: person.subject } },
    include: { user: true },
  });
  if (!account) return createSession(services, request, await registerPerson(services, type, person));
  const { user } = account;
  if (user.status !== 'active') throw suspended();
  if (user.loginType !== type) throw otherLoginType(user.loginType);
  return createSession(services, request, user.id);
}
