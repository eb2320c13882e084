import { secretsShown } from '../../auth/decision';
import { openColumn, openCompose } from '../../services/application-rows/sealed';
import type { Scope } from '../../services/context';
import type { OpenColumn } from './to-wire';

/** Open sealed columns only for callers who may see them; for others redaction omits the fields anyway. */
export function openerFor({ principal, database }: Scope): OpenColumn {
  const isShown = secretsShown(principal, 'application');
  return (row, column) => {
    if (!isShown(row.projectUuid)) return null;
    const { sealer } = database;
    const opened =
      column === 'composed' || column === 'composedRaw'
        ? openCompose(sealer, row, column)
        : openColumn(sealer, row, column);
    return opened?.reveal() ?? null;
  };
}
