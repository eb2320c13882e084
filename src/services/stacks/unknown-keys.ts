import { AppError } from '../../domain/error';
import { managesOrganization } from '../../domain/permission/role-matrix';
import type { ParseOptions } from '../../engine/compose/types';
import type { Scope } from '../context';

/**
 * Whether unknown keys of a compose file are ignored from now on. Only owners and admins of the organization may change
 * that: an ignored key may have been meant to protect something (`templates.md` T1.5).
 * @param before current setting of the stack; null: it is being created
 * @param sent requested setting; absent: unchanged
 * @throws AppError 403
 */
export function requireMayIgnore(
  { principal }: Pick<Scope, 'principal'>,
  before: Required<ParseOptions> | null,
  { ignoreUnknownKeys: sent }: ParseOptions,
): boolean {
  const now = before?.ignoreUnknownKeys ?? false;
  const then = sent ?? now;
  if (then === now || managesOrganization(principal.role)) return then;
  throw new AppError(
    'forbidden',
    'Only owners and admins of the organization may change whether unknown keys in a compose file are ignored (ignore_unknown_keys).',
  );
}
