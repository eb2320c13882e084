import { randomUUID } from 'node:crypto';
import type { OrganizationScope } from '../../context';
import { enqueueMail } from '../../mail/send';
import { lockResource } from '../../resource-lock';
import { getChannel, whereOf } from '../channel';
import { sealSettings } from '../channel-settings';

/** Error of a delivery that an endpoint did not get because it was off. */
export const SWITCHED_OFF = 'The endpoint was switched off before it was delivered.';

/**
 * Switch an endpoint off by itself, and mail the owners. Nothing happens if it was switched off, or got another URL, in
 * the meantime. @param url of the endpoint that failed
 */
export async function switchOff(scope: OrganizationScope, url: string | null, reason: string): Promise<void> {
  const { db, database, clock, log, organizationId } = scope;
  const unlock = await lockResource(scope, organizationId, 'notifications webhook');
  try {
    const channel = await getChannel(scope, 'webhook');
    if (!channel.isEnabled || channel.settings.webhookUrl !== url) return;
    await mailOwners(scope, reason); // first: a crash here mails again with the next failure, instead of never
    const settings = { ...channel.settings, webhookEnabled: false };
    await db.notificationChannel.update({
      where: whereOf(scope, 'webhook'),
      data: {
        isEnabled: false,
        settingsSealed: sealSettings(database.sealer, settings),
        failingSince: null,
        disabledAt: clock.now(),
        disabledReason: reason,
        updatedAt: clock.now(),
      },
    });
    await db.notificationDelivery.updateMany({
      where: { status: 'pending', claimedUntil: null },
      data: { status: 'failed', nextAttemptAt: null, error: SWITCHED_OFF },
    });
  } finally {
    await unlock();
  }
  log.warn({ organizationId, reason }, 'webhook switched off');
  await recordInTrail(scope, reason);
}

async function mailOwners(scope: OrganizationScope, reason: string): Promise<void> {
  const owners = await scope.db.membership.findMany({
    where: { role: 'owner', user: { status: 'active' } },
    select: { user: { select: { email: true } }, organization: { select: { name: true } } },
  });
  for (const { user, organization } of owners)
    await enqueueMail(scope, {
      to: user.email,
      template: 'webhook_switched_off',
      values: {
        organizationName: organization.name,
        reason,
        link: `${scope.installation.publicUrl}/organization/notifications`,
      },
    });
}

async function recordInTrail({ database, clock, organizationId }: OrganizationScope, reason: string) {
  await database.trail.append({
    at: clock.now(),
    organizationId,
    actorUserId: null,
    via: 'worker',
    keyId: null,
    sessionId: null,
    ip: null,
    userAgent: null,
    requestId: randomUUID(),
    action: 'webhookNotification.switchOff',
    targetType: 'notification',
    targetUuid: 'webhook',
    outcome: 'success',
    status: 200,
    detail: { reason },
    diff: null,
    command: null,
  });
}
