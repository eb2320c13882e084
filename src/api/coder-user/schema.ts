import { z } from 'zod';
import type { OwnAccount } from '../../services/users/own-account';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** A user in the form of Coder's API. */
export const coderUser = z
  .object({
    id: z.string(),
    username: z.string(),
    email: z.string(),
    name: z.string(),
    avatar_url: z.string(),
    created_at: timestamp,
    updated_at: timestamp,
    last_seen_at: timestamp,
    status: z.enum(['active', 'suspended']),
    login_type: z.enum(['password', 'github', 'oidc']),
    theme_preference: z.string(),
    organization_ids: z.array(z.string()),
    roles: z.array(z.object({ name: z.string(), display_name: z.string() })),
  })
  .meta({ id: 'CoderUser' });

export function toCoderUser(account: OwnAccount): z.input<typeof coderUser> {
  return {
    id: account.id,
    username: account.username,
    email: account.email,
    name: account.name,
    avatar_url: '', // Gantry has no user pictures or themes
    created_at: toTimestamp(account.createdAt),
    updated_at: toTimestamp(account.updatedAt),
    last_seen_at: toTimestamp(account.lastSeenAt),
    status: account.status,
    login_type: account.loginType,
    theme_preference: '',
    organization_ids: account.organizationIds,
    roles: siteRoles(account.siteRole),
  };
}

/** List the roles as Coder does, without the one that every user has. */
function siteRoles(role: string): { name: string; display_name: string }[] {
  if (role === 'member') return [];
  const words = role.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return [{ name: role, display_name: words.join(' ') }];
}
