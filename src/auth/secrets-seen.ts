import { everyPermission, type Permission, splitPermission } from '../domain/permission/vocabulary';
import type { Principal } from './context';
import { reach } from './decision';

/** Where a caller sees secrets: `read_sensitive` permission → uuids of projects, or everywhere. Absent: nowhere. */
export type SecretsSeen = Readonly<Partial<Record<Permission, 'everywhere' | readonly string[]>>>;

const sensitive = everyPermission.filter(
  (permission) => splitPermission(permission).action === 'read_sensitive',
);

export function secretsSeenBy(principal: Principal): SecretsSeen {
  const seen = sensitive.flatMap((permission) => {
    const where = reach(principal, permission);
    if (where === 'nowhere') return [];
    return [[permission, where === 'everywhere' ? where : [...where]]];
  });
  return Object.fromEntries(seen);
}

/** Whether a caller sees all secrets seen before: only then may a stored response be shown again. */
export function seesAllOf(principal: Principal, before: SecretsSeen): boolean {
  const now = secretsSeenBy(principal);
  return sensitive.every((permission) => includes(now[permission] ?? [], before[permission] ?? []));
}

function includes(now: 'everywhere' | readonly string[], before: 'everywhere' | readonly string[]): boolean {
  if (now === 'everywhere') return true;
  return before !== 'everywhere' && before.every((project) => now.includes(project));
}
