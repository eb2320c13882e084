import { z } from 'zod';
import type { InputJsonValue } from '../../db/generated/internal/prismaNamespace';
import { isUniqueViolation } from '../../db/violations';
import type { OrganizationScope } from '../context';
import { configurationOf } from './configuration';
import { dedupeKey } from './dedupe-key';
import type { LoadedDeployment } from './load';

const snapshotSchema = z.object({
  settings: z.object({
    gitCommitSha: z.string().nullish(),
    dockerRegistryImageTag: z.string().nullish(),
  }),
});

/**
 * Bring a queued deployment up to the configuration at its start, with the commit and tag if they came from the
 * settings, and identify it by what it now runs.
 */
export async function refreshConfiguration(scope: OrganizationScope, row: LoadedDeployment): Promise<void> {
  const { application } = row;
  const { snapshot, hash } = configurationOf(scope.database.sealer, application, application);
  if (hash === row.configHash) return;
  const { settings: before } = snapshotSchema.parse(row.snapshot);
  Object.assign(row, {
    configHash: hash,
    ...(row.commit === before.gitCommitSha && { commit: application.gitCommitSha }),
    ...(row.imageTag === before.dockerRegistryImageTag && { imageTag: application.dockerRegistryImageTag }),
  });
  const { configHash, commit, imageTag } = row;
  const write = (key: string) =>
    scope.db.operation.update({
      where: { id: row.id },
      data: {
        dedupeKey: key,
        deployment: {
          // The snapshot is plain data.
          update: { configHash, commit, imageTag, snapshot: snapshot as unknown as InputJsonValue },
        },
      },
    });
  try {
    await write(dedupeKey(row));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // A duplicate was requested after this one began: both run, and further duplicates refer to the later one.
    await write(dedupeKey({ ...row, force: true }));
  }
}
