import type { Outputs } from '../trpc';

type Target = Pick<
  Outputs['auditLog']['list']['items'][number],
  'actor' | 'key_id' | 'target_uuid' | 'target_name' | 'diff'
>;

/** Name of the target of an entry: the current one, or the last one before it was deleted. */
export function targetName({ actor, key_id, target_uuid, target_name, diff }: Target): string | null {
  // The row already names the actor's own account and the token that was used.
  if (target_uuid !== null && (actor?.id === target_uuid || key_id === target_uuid)) return null;
  if (target_name !== null) return target_name;
  const last = diff?.name?.from;
  return typeof last === 'string' ? last : null;
}
