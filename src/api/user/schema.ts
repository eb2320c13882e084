import { z } from 'zod';
import type { ListedUser } from '../../services/users/manage';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const userStatus = z.enum(['active', 'suspended']);

export const userSchema = z
  .object({
    id: z.string(),
    no: z.number().int(),
    email: z.string(),
    username: z.string(),
    name: z.string(),
    status: userStatus,
    login_type: z.enum(['password', 'github', 'oidc']),
    two_factor_enabled: z.boolean(),
    created_at: timestamp,
  })
  .meta({ id: 'User' });

export function toUser(user: ListedUser): z.input<typeof userSchema> {
  return {
    id: user.id,
    no: user.no,
    email: user.email,
    username: user.username,
    name: user.name,
    status: user.status,
    login_type: user.loginType,
    two_factor_enabled: user.totpEnabledAt !== null,
    created_at: toTimestamp(user.createdAt),
  };
}
