import { AppError } from '../../domain/error';
import { managesOrganization } from '../../domain/permission/role-matrix';
import { checkPolicy } from '../../engine/compose/policy';
import { resolveCompose } from '../../engine/compose/resolve';
import type { Scope } from '../context';
import { optionsOf } from './checkout';
import type { StackOnServer } from './find';
import { storedFile } from './stored-file';
import { readValues } from './variables';

/**
 * Refuse to start containers with access to their server for anyone but owners and admins (`deployment.md` D16.4). That
 * one of them saved the file is not enough: its paths may come from variables, which others may change.
 * @throws AppError 403
 */
export async function requireHostAccess(scope: Scope, row: StackOnServer): Promise<void> {
  if (managesOrganization(scope.principal.role)) return;
  const variables = await readValues(scope, row.id);
  const { file, checkout } = storedFile(scope, row);
  const outcome = resolveCompose(file, { variables, ...optionsOf(checkout) });
  if (!outcome.ok) return; // it is refused with its own message
  const [first] = checkPolicy(outcome.value, { hostAccess: 'deny' });
  if (first === undefined) return;
  throw new AppError(
    'forbidden',
    `Only owners and admins of the organization may deploy a file with access to the server: ${[first.service, first.key].filter(Boolean).join(', ')}.`,
  );
}
