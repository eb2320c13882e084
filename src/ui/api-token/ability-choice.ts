import { type Ability, abilities } from '../../domain/permission/ability';
import type { Role } from '../../domain/permission/role-matrix';

/** Title and text of each ability (authorization contract §4). */
export const abilityWords: Record<Ability, { title: string; text: string }> = {
  read: { title: 'Read', text: 'Everything except secrets and the audit log' },
  'read:sensitive': { title: 'Read secrets', text: 'Also the values of variables, keys and logs' },
  write: {
    title: 'Write',
    text: 'Create, change and delete what is deployed; reads only the responses to its own changes',
  },
  'write:sensitive': {
    title: 'Write mail settings',
    text: 'Write, plus the instance’s mail server',
  },
  deploy: { title: 'Deploy', text: 'Deploy, start, stop, restart, cancel, roll back' },
  root: { title: 'Everything', text: 'Every permission of your role, now and in the future' },
  inherit: { title: 'Same as me', text: 'Whatever your role permits at the time of use' },
};

/** Abilities that exclude all others: a second one would add nothing, or hide how much the token may do. */
const solitary: ReadonlySet<Ability> = new Set(['root', 'inherit']);

/**
 * Apply a press to the choice (authorization contract §4): root, inherit and deploy clear the others, reading secrets
 * includes reading, and an empty choice becomes reading.
 */
export function withPressed(chosen: readonly Ability[], pressed: Ability): Ability[] {
  if (chosen.includes(pressed)) {
    const left = chosen.filter(
      (each) => each !== pressed && !(pressed === 'read' && each === 'read:sensitive'),
    );
    return left.length === 0 ? ['read'] : left;
  }
  if (solitary.has(pressed) || pressed === 'deploy') return [pressed];
  const kept = chosen.filter((each) => !solitary.has(each));
  const added = pressed === 'read:sensitive' ? (['read', pressed] as const) : [pressed];
  return abilities.filter((each) => kept.includes(each) || added.some((other) => other === each));
}

/** Whether a user of this role may give the ability to a token. The server refuses what a custom role lacks. */
export function mayHold(role: Role, ability: Ability): boolean {
  if (role === 'owner' || role === 'admin' || ability === 'read' || ability === 'inherit') return true;
  return role === 'custom' && ability !== 'root';
}
