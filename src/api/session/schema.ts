import { z } from 'zod';
import type { Principal } from '../../auth/context';
import { unconfinedScopes } from '../../auth/scopes';
import { roles } from '../../domain/permission/role-matrix';
import type { Scope } from '../../services/context';
import type { OwnOrganization } from '../../services/sessions/current';
import type { listOwnSessions } from '../../services/sessions/list';
import { mayReadSensitive } from '../redaction';
import { timestamp, toTimestamp } from '../wire/timestamp';

const organization = z.object({ id: z.string(), no: z.number().int(), slug: z.string(), name: z.string() });

export const currentSession = z
  .object({
    user: z.object({
      id: z.string(),
      no: z.number().int(),
      email: z.string(),
      username: z.string(),
      name: z.string(),
      login_type: z.enum(['password', 'github', 'oidc']),
      two_factor_enabled: z.boolean(),
    }),
    organization,
    /** Organizations in which the caller can be active; a key has one. */
    organizations: z.array(organization.extend({ role: z.enum(roles) })),
    role: z.enum(roles),
    custom_role: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** `resource:action` in the whole organization, or `*:*`; `grants` add to it in single projects. */
    permissions: z.array(z.string()),
    is_limited: z.boolean(),
    grants: z.array(z.object({ project_uuid: z.string(), abilities: z.array(z.string()) })),
    /** Owner or admin of the organization that runs the installation. */
    is_instance_admin: z.boolean(),
    /** Whether nothing but setting up a second factor works until that is done. */
    two_factor_required: z.boolean(),
    /** Whether secrets are shown to this caller at all. */
    can_read_sensitive: z.boolean(),
    session_id: z.string().nullable(),
    /** Version of Gantry. */
    version: z.string(),
    public_url: z.string(),
  })
  .meta({ id: 'CurrentSession' });

export function toCurrentSession(
  { principal, installation }: Scope,
  organizations: readonly OwnOrganization[],
): z.input<typeof currentSession> {
  const { user, customRole } = principal;
  return {
    user: {
      id: user.id,
      no: user.no,
      email: user.email,
      username: user.username,
      name: user.name,
      login_type: user.loginType,
      two_factor_enabled: user.isTwoFactorEnabled,
    },
    organization: principal.organization,
    organizations: [...organizations],
    role: principal.role,
    custom_role: customRole && { id: customRole.id, name: customRole.name },
    permissions: unconfinedScopes(principal),
    is_limited: principal.isLimited,
    grants: principal.grants.map(({ projectUuid, abilities }) => ({
      project_uuid: projectUuid,
      abilities: [...abilities],
    })),
    is_instance_admin: principal.isInstanceAdmin,
    two_factor_required: principal.isTwoFactorDue,
    can_read_sensitive: mayReadSensitive(principal),
    session_id: principal.session?.id ?? null,
    version: installation.version,
    public_url: installation.publicUrl,
  };
}

export const sessionItem = z
  .object({
    id: z.string(),
    is_current: z.boolean(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    expires_at: timestamp,
    /** Time of the last request, to the minute; null before the first one. */
    last_used_at: timestamp.nullable(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: 'Session' });

type SessionRow = Awaited<ReturnType<typeof listOwnSessions>>[number];

export function toSessionItem(row: SessionRow, principal: Principal): z.input<typeof sessionItem> {
  return {
    id: row.id,
    is_current: row.id === principal.session?.id,
    ip: row.ip,
    user_agent: row.userAgent,
    expires_at: toTimestamp(row.expiresAt),
    last_used_at: row.lastUsedAt && toTimestamp(row.lastUsedAt),
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
