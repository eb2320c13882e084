import type { Services } from '../context';
import { enqueueMail } from '../mail/send';

/** Days before expiry at which the owner of a key is warned, the shortest notice first. */
const notices = [1, 7] as const;
const dayInMs = 86_400_000;

/**
 * Mail the owners of keys that expire within a day or a week: once per notice, and not for a key created for so short a
 * time. The process that marks the key first writes the mail.
 */
export async function warnOfExpiringKeys(services: Services): Promise<void> {
  const { database, clock } = services;
  const now = clock.now();
  const keys = await database.unscoped.apiKey.findMany({
    where: {
      revokedAt: null,
      rotatedToId: null,
      expiresAt: { gt: now, lte: new Date(now.getTime() + Math.max(...notices) * dayInMs) },
      user: { status: 'active' },
    },
    include: { user: true, organization: true },
  });
  for (const key of keys) if (key.expiresAt) await warn(services, { ...key, expiresAt: key.expiresAt }, now);
}

interface ExpiringKey {
  id: string;
  name: string;
  userId: string;
  organizationId: string;
  warnedDays: number[];
  createdAt: Date;
  expiresAt: Date;
  user: { email: string };
  organization: { name: string };
}

async function warn(services: Services, key: ExpiringKey, now: Date): Promise<void> {
  const days = dueNotice(key, now);
  if (days === null || !(await isMember(services, key)) || !(await mark(services, key, days))) return;
  try {
    await enqueueMail(services, {
      to: key.user.email,
      template: 'api_token_expiring',
      values: {
        tokenName: key.name,
        organizationName: key.organization.name,
        daysLeft: days,
        expiresAt: key.expiresAt.toISOString(),
      },
    });
  } catch (error) {
    await services.database.unscoped.apiKey.updateMany({
      where: { id: key.id },
      data: { warnedDays: key.warnedDays }, // the next sweep tries again
    });
    throw error;
  }
}

/** The shortest notice that is due, unless it, or a shorter one, was given. */
function dueNotice({ warnedDays, createdAt, expiresAt }: ExpiringKey, now: Date): number | null {
  const due = notices.find((days) => expiresAt.getTime() - now.getTime() <= days * dayInMs);
  if (due === undefined || warnedDays.some((given) => given <= due)) return null;
  return expiresAt.getTime() - createdAt.getTime() > due * dayInMs ? due : null;
}

async function isMember({ database }: Services, { userId, organizationId }: ExpiringKey): Promise<boolean> {
  return (await database.unscoped.membership.count({ where: { userId, organizationId } })) > 0;
}

/** Mark the notice as given. @returns false when another process did, or the key has ended in the meantime */
async function mark({ database }: Services, { id }: ExpiringKey, days: number): Promise<boolean> {
  const { count } = await database.unscoped.apiKey.updateMany({
    where: { id, revokedAt: null, NOT: { warnedDays: { has: days } } },
    data: { warnedDays: { push: days } },
  });
  return count === 1;
}
