import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { username } from '../../domain/input/username';
import { secretInput } from '../../domain/sensitive';
import type { Profile } from '../../services/profile/read';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const profileSchema = z
  .object({
    id: z.string(),
    no: z.number().int(),
    email: z.string(),
    username: z.string(),
    name: z.string(),
    login_type: z.enum(['password', 'github', 'oidc']),
    two_factor_enabled: z.boolean(),
    created_at: timestamp,
  })
  .meta({ id: 'Profile' });

export function toProfile(profile: Profile): z.input<typeof profileSchema> {
  return {
    id: profile.id,
    no: profile.no,
    email: profile.email,
    username: profile.username,
    name: profile.name,
    login_type: profile.loginType,
    two_factor_enabled: profile.totpEnabledAt !== null,
    created_at: toTimestamp(profile.createdAt),
  };
}

export const profileChanges = z.strictObject({ name: displayName, username }).partial();

export const passwordChange = z.strictObject({
  current_password: secretInput(z.string().min(1)),
  password: secretInput(z.string().min(1)),
});
