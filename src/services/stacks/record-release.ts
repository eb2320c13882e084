import type { StackSpec } from '../../domain/workload/stack-spec';
import { type Facts, factsOf } from '../../engine/plan/facts';
import type { OrganizationScope } from '../context';
import { loadDeployment } from '../deployments/load';
import type { LoadedOperation } from '../operations/load';
import { writeRelease } from '../releases/record';
import { openSpecification, sealSpecification } from '../releases/specification';
import type { AdoptedFile } from './settle-file';

const VERSION = 1;

interface ReleasedFile {
  spec: StackSpec;
  file: AdoptedFile;
  facts: Facts;
}

/**
 * Record what was deployed from a repository, for rollbacks: the first of the built images is that of the release. A
 * file that builds nothing has no release, because deploying its commit again does the same.
 */
export async function recordRepositoryRelease(
  scope: OrganizationScope,
  { id }: LoadedOperation,
  { spec, file, facts }: ReleasedFile,
): Promise<void> {
  const [built] = spec.components.filter(({ spec: { image } }) => isBuiltImage(image, spec.workload.uuid));
  if (!built) return;
  const deployment = await loadDeployment(scope, id);
  const { name, image } = built.spec;
  const { digest = '', containerName = '' } = factsOf(facts, name);
  const sealed = sealSpecification(scope.database.sealer, {
    version: VERSION,
    spec: file,
    snapshot: deployment.snapshot,
  });
  const { commit } = file;
  const { configHash } = deployment;
  const release = { image, digest, containerName, routing: {}, commit, configHash, isCurrent: true };
  await writeRelease(scope, deployment, release, sealed);
}

function isBuiltImage(image: string, uuid: string): boolean {
  return image.startsWith(`${uuid}_`);
}

/** Find what is kept of a release of a repository; null: it is no longer kept. */
export async function findRepositoryRelease(
  { db, database }: Pick<OrganizationScope, 'db' | 'database'>,
  workloadId: number,
  uuid: string,
) {
  const release = await db.release.findUnique({ where: { uuid }, include: { specification: true } });
  if (!release?.specification || release.workloadId !== workloadId) return null;
  const kept = openSpecification(database.sealer, release.specification);
  return { kept, file: kept.spec as AdoptedFile }; // sealed only by `recordRepositoryRelease`
}
