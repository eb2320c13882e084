import type { Database } from '../../db/database';
import { readApiEnabled } from '../../db/queries/principal';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';

/** Change feed kind that says the API was switched; `uuid` is the installation's. */
export const apiSwitchedKind = 'instance';

/** Whether `/api/v1` answers at all. */
export function isApiEnabled({ pool }: Pick<Database, 'pool'>): Promise<boolean> {
  return readApiEnabled(pool);
}

/**
 * Switches `/api/v1` for everybody. Only owner and admin of organization 0, the instance's first, may.
 * @throws AppError forbidden
 */
export async function switchApi(scope: Scope, enable: boolean): Promise<void> {
  if (scope.principal.organization.no !== 0)
    throw new AppError('forbidden', `You are not allowed to ${enable ? 'enable' : 'disable'} the API.`);
  await scope.database.db.instance.update({ where: { id: 1 }, data: { isApiEnabled: enable } });
  await scope.changes.publish({
    organizationId: scope.organizationId,
    kind: apiSwitchedKind,
    uuid: scope.installation.uuid,
  });
}
