import { createHmac, timingSafeEqual } from 'node:crypto';
import { digestOf } from '../../auth/digest';
import type { Database } from '../../db/database';
import { Secret } from '../../domain/secret';
import { ensureInstance } from '../installation/instance';

/** Get the link that makes the first owner; null when there is one. */
export async function setupLink(
  database: Pick<Database, 'db'>,
  { publicUrl, ...token }: { publicUrl: string; given: Secret | null; secretKey: Secret },
): Promise<Secret | null> {
  const { uuid, hasOwner } = await ensureInstance(database);
  if (hasOwner) return null;
  const prepared = await prepareSetupToken(database, { ...token, instanceUuid: uuid });
  return new Secret(`${publicUrl}/setup?token=${prepared.reveal()}`);
}

/**
 * Prepare the one-time token that the first owner needs: `SETUP_TOKEN`, or one derived from the installation's secret,
 * so that every start and process prints the same link while there is no owner. Only its digest is stored.
 */
export async function prepareSetupToken(
  { db }: Pick<Database, 'db'>,
  { given, secretKey, instanceUuid }: { given: Secret | null; secretKey: Secret; instanceUuid: string },
): Promise<Secret> {
  const token = given ?? derive(secretKey, instanceUuid);
  await db.instance.updateMany({
    where: { id: 1, ownerUserId: null },
    data: { setupTokenHash: digestOf(token.reveal()) },
  });
  return token;
}

function derive(secretKey: Secret, instanceUuid: string): Secret {
  const mac = createHmac('sha256', secretKey.reveal()).update(`gantry setup token ${instanceUuid}`);
  return new Secret(mac.digest('hex').slice(0, 40));
}

export function matchesSetupToken(token: Secret, storedHash: string | null): boolean {
  if (storedHash === null) return false;
  return timingSafeEqual(Buffer.from(digestOf(token.reveal())), Buffer.from(storedHash));
}
