import type { WorkloadKind } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { workloadNames } from '../../domain/workload/names';
import type { OrganizationScope } from '../context';

/** A workload to be deployed with others. */
export interface GroupTarget {
  uuid: string;
  name: string;
  kind: WorkloadKind;
}

/**
 * Refuse workloads that could not be rolled back to their current release. @throws AppError 409 naming each, and why
 */
export async function requireReversible(
  scope: Pick<OrganizationScope, 'db'>,
  targets: readonly GroupTarget[],
): Promise<void> {
  const reasons: string[] = [];
  for (const target of targets) {
    const reason = await reasonAgainst(scope, target);
    if (reason !== null) reasons.push(`${workloadNames[target.kind]} ${target.name} ${reason}`);
  }
  if (reasons.length === 0) return;
  throw new AppError('conflict', `Not all of these can be rolled back together: ${reasons.join('; ')}.`);
}

async function reasonAgainst(
  { db }: Pick<OrganizationScope, 'db'>,
  { uuid, kind }: GroupTarget,
): Promise<string | null> {
  if (kind === 'database') return 'has no releases';
  const found = await db.workload.findUnique({
    where: { uuid },
    select: {
      stack: { select: { id: true } },
      application: { select: { dockerImagesToKeep: true, buildPack: true } },
      releases: { where: { isCurrent: true, specification: { isNot: null } }, select: { id: true } },
    },
  });
  if (kind === 'stack' || found?.stack || found?.application?.buildPack === 'dockercompose')
    return 'uses a compose file: deploy it separately';
  if (!found?.application || found.releases.length === 0)
    return 'has no release yet: deploy it separately once';
  if (found.application.dockerImagesToKeep === 0)
    return 'keeps no earlier images (docker_images_to_keep is 0)';
  return null;
}
