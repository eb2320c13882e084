import type { Outputs } from '../trpc';

type Target = Pick<
  Outputs['auditLog']['list']['items'][number],
  'actor' | 'key_id' | 'target_uuid' | 'target_name' | 'diff'
>;

/** The name of the target of a row: the present one, or the one before it was deleted. */
export function targetName({ actor, key_id, target_uuid, target_name, diff }: Target): string | null {
  // Their own account, or the token that was used: the row names it already.
  if (target_uuid !== null && (actor?.id === target_uuid || key_id === target_uuid)) return null;
  if (target_name !== null) return target_name;
  const last = diff?.name?.from;
  return typeof last === 'string' ? last : null;
}
