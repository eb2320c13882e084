import { tryExclusively } from '../../db/advisory-lock';
import { renewalLimit } from '../../domain/certificate-times';
import { errorMessage } from '../../domain/error';
import { organizationScopeOf, type Services } from '../context';
import { requestOperation } from '../operations/request';

/** Time before a failed restart is tried again: each one interrupts the database. */
const RETRY_MS = 86_400_000;

/** Restart the running databases whose certificates expire soon: each start issues a new one. */
export async function renewDueCertificates(services: Services): Promise<void> {
  const { database, clock, log } = services;
  await tryExclusively(database.maintenance, 'certificates', async () => {
    const now = clock.now();
    const due = await database.unscoped.database.findMany({
      where: {
        certificateExpiresAt: { lte: renewalLimit(now) },
        workload: {
          deletingAt: null,
          status: { startsWith: 'running' },
          operations: {
            none: { kind: 'restart', createdAt: { gt: new Date(now.getTime() - RETRY_MS) } },
          },
        },
      },
      include: { workload: true },
    });
    for (const { workload } of due) {
      const scope = organizationScopeOf(services, workload.organizationId);
      try {
        await requestOperation(scope, { kind: 'restart', workload, supersedes: ['start', 'restart'] });
      } catch (error) {
        log.error({ database: workload.uuid, error: errorMessage(error) }, 'certificate not renewed');
      }
    }
  });
}
