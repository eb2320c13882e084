import { tryExclusively } from '../../db/advisory-lock';
import { removeOldDeploymentLogs } from '../../db/queries/operation-retention';
import { NOTIFICATION_DELIVERY_DAYS } from '../../domain/notification-delivery';
import { DELIVERY_DAYS } from '../../domain/webhook/delivery';
import { removeFailedJobs } from '../../queue/failed-jobs';
import { removeUnusedTurns } from '../../queue/unused-turns';
import type { Services } from '../context';
import { pruneDeviceLogins } from '../device-logins/prune';

const DAY_MS = 86_400_000;
/** Deployments of each application whose logs are kept, however old they are. */
const NEWEST_DEPLOYMENTS = 10;

export interface Retention {
  /** Days to keep logs and steps of deployments. */
  deploymentLogDays: number;
  /** Days to keep ended invitations, ownership offers and failed jobs. */
  historyDays: number;
}

/** Remove history past its retention time (deployment contract D20.4); one process does it for all. */
export async function keepHistory(
  { database, clock, log }: Pick<Services, 'database' | 'clock' | 'log'>,
  { deploymentLogDays, historyDays }: Retention,
): Promise<void> {
  const { maintenance, unscoped: db } = database;
  const daysAgo = (days: number) => new Date(clock.now().getTime() - days * DAY_MS);
  await tryExclusively(maintenance, 'history retention', async () => {
    const before = daysAgo(historyDays);
    const long = { lt: before };
    const invitations = await db.invitation.deleteMany({
      where: { OR: [{ expiresAt: long }, { acceptedAt: long }, { revokedAt: long }] },
    });
    const transfers = await db.ownershipTransfer.deleteMany({ where: { expiresAt: long } });
    const visits = await db.githubVisit.deleteMany({ where: { expiresAt: { lt: daysAgo(1) } } });
    // Groups of deleted applications.
    const groups = await db.deploymentGroup.deleteMany({
      where: { finishedAt: long, operations: { none: {} } },
    });
    const deliveries = await db.webhookDelivery.deleteMany({
      where: { receivedAt: { lt: daysAgo(DELIVERY_DAYS) } },
    });
    // The sweep gives up after a day; these are what it could not.
    const held = await db.receivedWebhook.deleteMany({
      where: { receivedAt: { lt: daysAgo(DELIVERY_DAYS) } },
    });
    const notified = await db.notificationDelivery.deleteMany({
      where: {
        status: { not: 'pending' },
        createdAt: { lt: daysAgo(NOTIFICATION_DELIVERY_DAYS) },
      },
    });
    const removed = {
      invitations: invitations.count,
      transfers: transfers.count,
      deviceLogins: await pruneDeviceLogins({ database, clock }),
      githubVisits: visits.count,
      deploymentGroups: groups.count,
      webhookDeliveries: deliveries.count,
      receivedWebhooks: held.count,
      notificationDeliveries: notified.count,
      failedJobs: await removeFailedJobs(maintenance, before),
      deploymentLogs: await removeOldDeploymentLogs(maintenance, {
        before: daysAgo(deploymentLogDays),
        newest: NEWEST_DEPLOYMENTS,
      }),
    };
    if (Object.values(removed).some((count) => count > 0)) log.info(removed, 'removed old history');
    await removeUnusedTurns(maintenance);
  });
}
