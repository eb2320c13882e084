import { z } from 'zod';
import { stackPlan } from '../../engine/plans/stack';
import type { OrganizationScope } from '../context';
import { keepSourceFacts } from '../deployments/keep-source-facts';
import { notKept, type RollbackSubject } from '../deployments/rollback-subject';
import type { OperationDefinition } from '../operations/definition';
import { adoptFile } from './adopt-file';
import { draftStack } from './draft';
import { findStack } from './find';
import { inWords, readFile } from './read-file';
import { findRepositoryRelease } from './record-release';
import { type RepositorySpec, releaseRepository } from './repository-release';
import { roleOfActor } from './role-of-actor';
import { stackSpec } from './specification';

const parameters = z.object({ release: z.string() });

/** Roll back to a deployed compose file: with its files and variables, from the images on the server. */
export const rollbackRepository: OperationDefinition<RepositorySpec> = {
  ...releaseRepository,
  async prepare(scope, operation) {
    const { workload, actorUserId } = operation;
    const { release } = parameters.parse(operation.parameters);
    const { file: kept } = await getRelease(scope, workload.id, release);
    const { commit } = kept;
    await keepSourceFacts(scope, operation, { commit });
    const row = await findStack(scope, workload.uuid);
    const { uuid, server, components } = row;
    const raw = kept.raw.reveal();
    const values = new Map(kept.values);
    const checkout = { commit, files: new Map(kept.files) };
    const role = await roleOfActor(scope, actorUserId);
    const file = readFile(raw, row);
    const draft = await inWords('The compose file', async () => {
      const drafted = await draftStack(scope, {
        file,
        uuid,
        server,
        values,
        components,
        urls: new Map(),
        checkout,
        role,
      });
      await adoptFile(scope, row, drafted);
      return drafted;
    });
    const spec = await stackSpec(scope, operation, {
      raw,
      values: new Map([...values, ...draft.followed]),
      checkout,
    });
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

/** What a rollback to an earlier compose file would stop. The file itself is not compared with the running one. */
export async function downtimeOfRollback(scope: OrganizationScope, subject: RollbackSubject) {
  const { application: workload, server, uuid } = subject;
  const { file, kept } = await findRepositoryRollback(scope, subject);
  const { raw, commit, files, values } = file;
  const spec = await stackSpec(
    scope,
    { uuid, parameters: {}, workload, server },
    { raw: raw.reveal(), values: new Map(values), checkout: { commit, files: new Map(files) } },
  );
  return { kept, downtime: stackPlan(spec).downtime };
}
