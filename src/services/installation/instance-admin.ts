import { AppError } from '../../domain/error';
import type { Scope } from '../context';

/** What concerns the whole installation belongs to owner and admin of organization 0 (§6). @throws AppError forbidden */
export function requireInstanceAdmin({ principal }: Pick<Scope, 'principal'>): void {
  if (!principal.isInstanceAdmin)
    throw new AppError('forbidden', 'You are not authorized to perform this action.', { check: 'role' });
}
