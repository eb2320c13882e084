import type { LogArchive } from '../../engine/step/log-archive';
import type { OrganizationScope } from '../context';
import { Chunks } from './chunks';
import { prune } from './prune';

/** Rows per insert, which travel as one statement. */
const ROWS_PER_INSERT = 50;
const transaction = { timeout: 30_000 };

/** Archive the logs of an application's removed containers in rows, the newest within the quota. */
export function logArchive(scope: OrganizationScope, workloadId: number): LogArchive {
  const { db, installation } = scope;
  return {
    async keep(container, read) {
      const {
        id: containerId,
        name: containerName,
        deploymentUuid,
        startedAt,
        endedAt,
        exitCode,
      } = container;
      const stored = await db.containerLogChunk.findFirst({
        where: { workloadId, containerId },
        select: { id: true },
      });
      if (stored) return;
      const chunks = new Chunks(installation.containerLogQuota);
      await read((line) => chunks.add(line));
      const { organizationId } = scope;
      const about = {
        workloadId,
        containerId,
        containerName,
        deploymentUuid,
        startedAt,
        endedAt,
        exitCode,
      };
      const rows = chunks.end().map((chunk) => ({ organizationId, ...about, ...chunk }));
      // All or nothing: part of a log would pass for the whole.
      await db.$transaction(async (tx) => {
        for (let from = 0; from < rows.length; from += ROWS_PER_INSERT)
          await tx.containerLogChunk.createMany({ data: rows.slice(from, from + ROWS_PER_INSERT) });
      }, transaction);
      await prune(scope, workloadId);
    },
  };
}
