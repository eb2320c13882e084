import { createHmac } from 'node:crypto';
import type { Scope } from '../context';

/**
 * A keyed digest of the state that a plan is made against. The key prevents guessing the secrets that the state may
 * hold.
 */
export function stateDigest({ database }: Pick<Scope, 'database'>, state: unknown): string {
  const key = database.sealer.derive('change plans').reveal();
  return createHmac('sha256', key).update(JSON.stringify(state)).digest('hex');
}
