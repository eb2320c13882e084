import type { Services } from '../context';
import { newCodes } from './codes';

const LIFETIME_MS = 600_000;

/** Begin the sign-in of a CLI: nothing is granted until a user confirms its code. */
export async function beginDeviceLogin(
  { database, clock, installation }: Pick<Services, 'database' | 'clock' | 'installation'>,
  { name, ip }: { name: string; ip: string },
) {
  const { deviceCode, deviceHash, userCode, userCodeHash } = newCodes();
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS);
  const { id } = await database.db.deviceLogin.create({
    data: { deviceHash, userCodeHash, name, ip, createdAt: now, expiresAt },
    select: { id: true },
  });
  return { id, deviceCode, userCode, expiresAt, url: `${installation.publicUrl}/device` };
}
