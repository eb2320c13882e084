import type { ProviderPerson } from '../../auth/providers/provider';
import { displayName } from '../../domain/input/display-name';
import { emailAddress } from '../../domain/input/email-address';
import type { ProviderType } from '../../domain/provider-settings';
import type { Services } from '../context';
import { insertOrganization } from '../organizations/insert';
import { insertUser } from '../users/create-user';
import { otherLoginType, ProviderRefusal } from './refusal';

/**
 * An account for somebody whom a provider vouches for and nobody here knows, where registration is open. An account
 * that has the same address is not taken over: its owner signs in and converts it.
 * @returns the new user's id
 * @throws ProviderRefusal
 */
export async function registerPerson(
  { database }: Pick<Services, 'database'>,
  type: ProviderType,
  person: ProviderPerson,
): Promise<string> {
  const { db, unscoped } = database;
  const email = emailAddress.safeParse(person.email).data;
  const existing = email && (await db.user.findUnique({ where: { email } }));
  if (existing) throw otherLoginType(existing.loginType);
  const instance = await db.instance.findUniqueOrThrow({ where: { id: 1 } });
  if (!instance.isRegistrationEnabled || instance.ownerUserId === null)
    throw new ProviderRefusal(
      'provider_unknown_user',
      'forbidden',
      'Nobody here has this account, and registration is closed. Ask an admin for an invitation.',
    );
  if (!email)
    throw new ProviderRefusal(
      'provider_no_email',
      'forbidden',
      'The provider gave no verified e-mail address, so no account can be made. Verify it there first.',
    );
  const name = displayName.safeParse(person.name).data ?? email;
  return unscoped.$transaction(async (tx) => {
    const { id } = await insertUser(tx, { email, name, passwordHash: null, loginType: type });
    await tx.linkedAccount.create({ data: { provider: type, subject: person.subject, userId: id } });
    await insertOrganization(tx, { name, ownerUserId: id, personal: true });
    return id;
  });
}
