import type { ProviderPerson } from '../../auth/providers/provider';
import type { Database } from '../../db/database';
import { displayName } from '../../domain/input/display-name';
import { emailAddress } from '../../domain/input/email-address';
import type { ProviderType } from '../../domain/provider-settings';
import type { Services } from '../context';
import { insertOrganization } from '../organizations/insert';
import { insertUser } from '../users/create-user';
import { otherLoginType, ProviderRefusal } from './refusal';

/**
 * Create an account for a person whom a provider identified and who has none here: with an organization of their own if
 * registration is open; without one for an invited person, who joins by the link. An existing account with the same
 * address is not taken over: its owner signs in and converts it.
 * @returns the new user's id
 * @throws ProviderRefusal
 */
export async function registerPerson(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  type: ProviderType,
  person: ProviderPerson,
): Promise<string> {
  const { db, unscoped } = database;
  const email = emailAddress.safeParse(person.email).data;
  const existing = email && (await db.user.findUnique({ where: { email } }));
  if (existing) throw otherLoginType(existing.loginType);
  const instance = await db.instance.findUniqueOrThrow({ where: { id: 1 } });
  const isOpen = instance.isRegistrationEnabled && instance.ownerUserId !== null;
  if (!isOpen && !(email && (await isInvited(unscoped, email, clock.now()))))
    throw new ProviderRefusal(
      'provider_unknown_user',
      'forbidden',
      'There is no account for this identity, and registration is closed. Ask an admin for an invitation.',
    );
  if (!email)
    throw new ProviderRefusal(
      'provider_no_email',
      'forbidden',
      'The provider did not send a verified e-mail address, so no account can be created. Verify it there first.',
    );
  const name = displayName.safeParse(person.name).data ?? email;
  return unscoped.$transaction(async (tx) => {
    const { id } = await insertUser(tx, { email, name, passwordHash: null, loginType: type });
    await tx.linkedAccount.create({ data: { provider: type, subject: person.subject, userId: id } });
    if (isOpen) await insertOrganization(tx, { name, ownerUserId: id, personal: true });
    return id;
  });
}

/** Whether the address is invited. The provider vouches for the address, as following the mailed link would. */
async function isInvited({ invitation }: Database['unscoped'], email: string, now: Date): Promise<boolean> {
  const live = { acceptedAt: null, revokedAt: null, expiresAt: { gt: now } };
  return (await invitation.count({ where: { email, ...live } })) > 0;
}
