import { secretsShown } from '../../auth/decision';
import type { Scope } from '../../services/context';
import { openTexts } from '../../services/stacks/sealed';
import type { OpenTexts } from './schema';

/** Open the files of stacks only for callers who may see them; for others redaction omits them anyway. */
export function openerFor({ principal, database }: Scope): OpenTexts {
  const isShown = secretsShown(principal, 'service');
  return (row) => (isShown(row.projectUuid) ? openTexts(database.sealer, row) : null);
}
