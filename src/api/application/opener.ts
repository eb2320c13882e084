import { openColumn } from '../../services/applications/sealed';
import type { Scope } from '../../services/context';
import { mayReadSensitive } from '../redaction';
import type { OpenColumn } from './schema';

/** Opens sealed columns only for those who may see them; for others redaction omits the field anyway. */
export function openerFor({ principal, database }: Scope): OpenColumn {
  if (!mayReadSensitive(principal)) return () => null;
  return (row, column) => openColumn(database.sealer, row, column)?.reveal() ?? null;
}
