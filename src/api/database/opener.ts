import { secretsShown } from '../../auth/decision';
import type { Scope } from '../../services/context';
import { openValues } from '../../services/databases/values';
import type { OpenValues } from './schema';

/** Open the values of databases only for callers who may see them; for others redaction omits the secrets anyway. */
export function openerFor({ principal, database }: Scope): OpenValues {
  const isShown = secretsShown(principal, 'database');
  return (row) => (isShown(row.projectUuid) ? openValues(database.sealer, row) : null);
}
