import { z } from 'zod';
import type { Principal } from '../../auth/context';
import { roles } from '../../domain/permission';
import type { Scope } from '../../services/context';
import type { listOwnSessions } from '../../services/sessions/list';
import { mayReadSensitive } from '../redaction';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const currentSession = z.object({
  user: z.object({
    id: z.string(),
    no: z.number().int(),
    email: z.string(),
    username: z.string(),
    name: z.string(),
  }),
  organization: z.object({ id: z.string(), no: z.number().int(), slug: z.string(), name: z.string() }),
  role: z.enum(roles),
  /** Whether secrets are shown to this caller at all. */
  can_read_sensitive: z.boolean(),
  session_id: z.string().nullable(),
  /** Gantry's own version. */
  version: z.string(),
  public_url: z.string(),
});

export function toCurrentSession({ principal, installation }: Scope): z.input<typeof currentSession> {
  const { user, organization, role, session } = principal;
  return {
    user,
    organization,
    role,
    can_read_sensitive: mayReadSensitive(principal),
    session_id: session?.id ?? null,
    version: installation.version,
    public_url: installation.publicUrl,
  };
}

export const sessionItem = z.object({
  id: z.string(),
  is_current: z.boolean(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  expires_at: timestamp,
  created_at: timestamp,
  updated_at: timestamp,
});

type SessionRow = Awaited<ReturnType<typeof listOwnSessions>>[number];

export function toSessionItem(row: SessionRow, principal: Principal): z.input<typeof sessionItem> {
  return {
    id: row.id,
    is_current: row.id === principal.session?.id,
    ip: row.ip,
    user_agent: row.userAgent,
    expires_at: toTimestamp(row.expiresAt),
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
