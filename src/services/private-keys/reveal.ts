import type { PrivateKey } from '../../db/generated/client';
import type { Scope } from '../context';
import { openPrivateKey } from './sealed';

/** Open the PEM text, for a caller who may read secrets. */
export function revealPrivateKey(scope: Pick<Scope, 'database'>, row: PrivateKey): string {
  return openPrivateKey(scope.database.sealer, row).reveal();
}
