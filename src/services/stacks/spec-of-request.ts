import type { StackSpec } from '../../domain/workload/stack-spec';
import { newUuid } from '../../lib/random';
import type { OrganizationScope } from '../context';
import type { StackOnServer } from './find';
import type { PlannedFile } from './read-project';
import { stackSpec } from './specification';

interface Requested {
  /** As an operation would have them. */
  parameters?: object;
  /** A file and values that replace those of the stack. */
  planned?: PlannedFile;
}

/**
 * What a release of a stack would run if it began now.
 * @throws AppError for an unknown reference in a variable, or one that is required and empty
 */
export async function specOfRequest(
  scope: OrganizationScope,
  row: StackOnServer,
  { parameters = {}, planned }: Requested = {},
): Promise<StackSpec> {
  const workload = await scope.db.workload.findUniqueOrThrow({
    where: { id: row.id },
    include: { environment: { include: { project: true } }, destination: true },
  });
  return stackSpec(scope, { uuid: newUuid(), parameters, workload, server: row.server }, planned);
}
