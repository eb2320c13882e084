import type { DatabaseValues } from '../../domain/database/field';
import { invalidField } from '../../domain/error';
import type { PublicAccess } from './public-port';

/** Refuse to make a database public that requires no password (`deployment.md` §15). */
export function requireGuarded({ isPublic }: PublicAccess, { hostAuthentication }: DatabaseValues): void {
  if (isPublic && hostAuthentication === 'trust')
    throw invalidField(
      'is_public',
      'A database that accepts connections without a password cannot be public.',
    );
}
