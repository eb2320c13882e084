import { z } from 'zod';
import type { Role } from '../../domain/permission/role-matrix';
import type { OrganizationScope } from '../context';
import { keepSourceFacts } from '../deployments/keep-source-facts';
import { notKept, type RollbackSubject } from '../deployments/rollback-subject';
import type { OperationDefinition } from '../operations/definition';
import { adoptFile } from './adopt-file';
import { draftStack, type StackDraft } from './draft';
import { findStack, type StackOnServer } from './find';
import { inWords, readFile } from './read-file';
import { findRepositoryRelease } from './record-release';
import { type RepositorySpec, releaseRepository } from './repository-release';
import { roleOfActor } from './role-of-actor';
import type { AdoptedFile } from './settle-file';
import { stackSpec } from './specification';

const parameters = z.object({ release: z.string() });

/** Roll back to a deployed compose file: with its files and variables, from the images on the server. */
export const rollbackRepository: OperationDefinition<RepositorySpec> = {
  ...releaseRepository,
  async prepare(scope, operation) {
    const { workload, actorUserId } = operation;
    const { release } = parameters.parse(operation.parameters);
    const { file: kept } = await getRelease(scope, workload.id, release);
    await keepSourceFacts(scope, operation, { commit: kept.commit });
    const row = await findStack(scope, workload.uuid);
    const role = await roleOfActor(scope, actorUserId);
    const draft = await inWords('The compose file', async () => {
      const drafted = await draftRelease(scope, row, kept, role);
      await adoptFile(scope, row, drafted);
      return drafted;
    });
    const spec = await stackSpec(scope, operation, plannedFile(kept, draft));
    return { ...spec, file: kept };
  },
};

/**
 * Find the target of a rollback of an application from a compose file. @throws AppError 409 when it is no longer kept
 */
export function findRepositoryRollback(scope: OrganizationScope, { application, release }: RollbackSubject) {
  return getRelease(scope, application.id, release);
}

async function getRelease(scope: OrganizationScope, workloadId: number, uuid: string) {
  const found = await findRepositoryRelease(scope, workloadId, uuid);
  if (found) return found;
  throw notKept();
}

/** The effects of the file of a release on the stack as it is now. @throws AppError 422 */
export function draftRelease(
  scope: OrganizationScope,
  { uuid, server, components, ignoreUnknownKeys }: StackOnServer,
  released: AdoptedFile,
  role: Role | null,
): Promise<StackDraft> {
  const { raw, values, checkout } = plannedFile(released);
  const file = readFile(raw, { ignoreUnknownKeys });
  return draftStack(scope, { file, uuid, server, values, components, urls: new Map(), checkout, role });
}

/** What a release is resolved from. @param draft absent: the addresses of its components are those of then */
export function plannedFile(
  { raw, values, commit, files }: AdoptedFile,
  draft?: Pick<StackDraft, 'followed'>,
) {
  return {
    raw: raw.reveal(),
    values: new Map([...values, ...(draft?.followed ?? [])]),
    checkout: { commit, files: new Map(files) },
  };
}
