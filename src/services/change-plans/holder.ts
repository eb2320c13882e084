import type { Principal } from '../../auth/context';

/** The credential that a plan is bound to: no other can apply it. */
export function holderOf({ key, session, user }: Principal): string {
  if (key) return `key:${key.id}`;
  return session ? `session:${session.id}` : `user:${user.id}`;
}
