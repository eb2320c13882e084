import { createHmac } from 'node:crypto';
import type { Scope } from '../context';

/** A keyed digest of what a plan is made against: it may hold secrets, which no one can try out by it. */
export function stateDigest({ database }: Pick<Scope, 'database'>, state: unknown): string {
  const key = database.sealer.derive('change plans').reveal();
  return createHmac('sha256', key).update(JSON.stringify(state)).digest('hex');
}
