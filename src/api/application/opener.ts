import { secretsShown } from '../../auth/decision';
import { openColumn } from '../../services/applications/sealed';
import type { Scope } from '../../services/context';
import type { OpenColumn } from './schema';

/** Open sealed columns only for those who may see them; for others redaction omits the field anyway. */
export function openerFor({ principal, database }: Scope): OpenColumn {
  const isShown = secretsShown(principal, 'application');
  return (row, column) =>
    isShown(row.projectUuid) ? (openColumn(database.sealer, row, column)?.reveal() ?? null) : null;
}
