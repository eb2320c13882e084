import type { RequestInfo } from '../../auth/context';
import { hashPassword } from '../../auth/password';
import { passwordWeakness } from '../../auth/password-strength';
import { AppError, invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Services } from '../context';
import { insertOrganization } from '../organizations/insert';
import { insertUser } from '../users/create-user';

export interface Registration {
  name: string;
  /** Address in lower case. */
  email: string;
  password: Secret;
}

/**
 * Create an account for a new user, with an organization of their own. Closed unless the settings open it.
 * @throws AppError forbidden (closed), validation_failed (weak password), conflict (the address has an account)
 */
export async function register(
  { database }: Services,
  request: RequestInfo,
  { name, email, password }: Registration,
): Promise<{ userId: string }> {
  const instance = await database.db.instance.findUniqueOrThrow({ where: { id: 1 } });
  if (!instance.isRegistrationEnabled || !instance.isPasswordEnabled || instance.ownerUserId === null)
    throw new AppError('forbidden', 'Registration is closed. Ask an admin for an invitation.');
  const weakness = passwordWeakness(password);
  if (weakness) throw invalidField('password', weakness);
  const passwordHash = await hashPassword(password);
  const userId = await database.unscoped.$transaction(async (tx) => {
    const { id } = await insertUser(tx, { name, email, passwordHash });
    await insertOrganization(tx, { name, ownerUserId: id, personal: true });
    return id;
  });
  if (request.notes) {
    request.notes.actorUserId = userId;
    request.notes.targetUuid = userId;
  }
  return { userId };
}
