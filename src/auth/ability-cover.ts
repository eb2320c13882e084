import type { Ability } from '../domain/permission';

/** What each ability includes besides itself. */
const includes: Record<Ability, readonly Ability[]> = {
  read: [],
  'read:sensitive': ['read'],
  write: [],
  'write:sensitive': ['write'],
  deploy: [],
  root: ['read', 'read:sensitive', 'write', 'write:sensitive', 'deploy', 'inherit'],
  inherit: ['read', 'read:sensitive', 'write', 'write:sensitive', 'deploy', 'root'],
};

/** Whether a key with the `held` abilities may pass `wanted` on to a key that it creates. */
export function coversAbility(held: readonly Ability[], wanted: Ability): boolean {
  return held.some((ability) => ability === wanted || includes[ability].includes(wanted));
}
