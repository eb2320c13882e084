import { Gathered } from '../gathered';
import type { LoginType, MemberRole, UserStatus } from '../generated/enums';
import { asJson, type JsonRow, type Moments, revived } from '../json-row';
import type { Pool } from '../pool';

/** Owner of a credential. Without a row, every member below `isApiEnabled` is null. */
interface OwnerRow {
  isApiEnabled: boolean;
  /** Addresses that the installation admits, comma-separated. */
  instanceAllowedIps: string;
  isTwoFactorRequired: boolean;
  userId: string;
  userNo: number;
  email: string;
  username: string;
  userName: string;
  userStatus: UserStatus;
  siteRole: string;
  loginType: LoginType;
  isTwoFactorEnabled: boolean;
  /** null: the user is not (or no longer) a member of the organization. */
  role: MemberRole | null;
  customRole: { id: string; name: string; permissions: string[]; projects: string[] } | null;
  grants: { projectUuid: string; abilities: string[] }[];
  isLimited: boolean;
  isInstanceAdmin: boolean;
  organizationId: string;
  organizationNo: number;
  organizationSlug: string;
  organizationName: string;
}

export interface KeyRow extends OwnerRow {
  id: string | null;
  no: number;
  name: string;
  abilities: string[];
  scopes: string[];
  allowList: string[];
  allowedIps: string[];
  /** The key's own limit; null together. */
  rateLimitRequests: number | null;
  rateLimitWindow: number | null;
  notBefore: Date | null;
  rotatedToId: string | null;
  graceUntil: Date | null;
  hash: string;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

export interface SessionRow extends OwnerRow {
  id: string | null;
  tokenHash: string;
  updatedAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date;
  absoluteExpiresAt: Date;
  revokedAt: Date | null;
}

const ownerColumns = `
  i.is_api_enabled AS "isApiEnabled", i.allowed_ips AS "instanceAllowedIps", i.is_two_factor_required AS "isTwoFactorRequired",
  u.login_type AS "loginType", u.totp_enabled_at IS NOT NULL AS "isTwoFactorEnabled",
  u.id AS "userId", u.no AS "userNo", u.email, u.username, u.name AS "userName", u.status AS "userStatus",
  u.site_role AS "siteRole", m.role, m.is_limited AS "isLimited",
  CASE WHEN m.role = 'custom' THEN (
    SELECT json_build_object('id', r.id, 'name', r.name, 'permissions', r.permissions, 'projects', r.projects)
    FROM custom_roles r WHERE r.id = m.custom_role_id
  ) END AS "customRole",
  CASE WHEN m.role = 'member' THEN (
    SELECT coalesce(json_agg(json_build_object('projectUuid', p.uuid, 'abilities', g.abilities)), '[]')
    FROM project_grants g JOIN projects p ON p.id = g.project_id
    WHERE g.user_id = u.id AND g.organization_id = o.id
  ) ELSE '[]' END AS grants,
  o.id AS "organizationId", o.no AS "organizationNo", o.slug AS "organizationSlug", o.name AS "organizationName"`;

function keyStatement(condition: string): string {
  return `SELECT k.id, k.no, k.name, k.abilities, k.scopes, k.allow_list AS "allowList", k.hash, k.expires_at AS "expiresAt", k.revoked_at AS "revokedAt",
    k.last_used_at AS "lastUsedAt", k.allowed_ips AS "allowedIps", k.rate_limit_requests AS "rateLimitRequests",
    k.rate_limit_window AS "rateLimitWindow", k.not_before AS "notBefore", k.rotated_to_id AS "rotatedToId",
    k.grace_until AS "graceUntil", o.no = 0 AND m.role IN ('owner', 'admin') AS "isInstanceAdmin", ${ownerColumns}
  FROM instances i
  LEFT JOIN api_keys k ON ${condition}
  LEFT JOIN users u ON u.id = k.user_id
  LEFT JOIN organizations o ON o.id = k.organization_id
  LEFT JOIN memberships m ON m.user_id = k.user_id AND m.organization_id = k.organization_id
  WHERE i.id = 1`;
}

/** Statement for each way to identify an API key, by the name of the prepared statement. */
const keyStatements = {
  id: asJson(keyStatement('k.id = $1')),
  no: asJson(keyStatement('k.no = $1')),
  hash: asJson(keyStatement('k.hash = $1')),
} as const;

/** The active organization if its user is still a member there, else the one joined first. */
const sessionStatement =
  asJson(`SELECT s.id, s.token_hash AS "tokenHash", s.updated_at AS "updatedAt", s.last_used_at AS "lastUsedAt",
    s.expires_at AS "expiresAt", s.absolute_expires_at AS "absoluteExpiresAt", s.revoked_at AS "revokedAt", EXISTS (
      SELECT 1 FROM memberships im JOIN organizations io ON io.id = im.organization_id
      WHERE im.user_id = s.user_id AND io.no = 0 AND im.role IN ('owner', 'admin')
    ) AS "isInstanceAdmin", ${ownerColumns}
  FROM instances i
  LEFT JOIN sessions s ON s.id = $1
  LEFT JOIN users u ON u.id = s.user_id
  LEFT JOIN LATERAL (
    SELECT role, organization_id, custom_role_id, is_limited FROM memberships WHERE user_id = s.user_id
    ORDER BY organization_id = s.active_organization_id DESC NULLS LAST, created_at LIMIT 1
  ) m ON true
  LEFT JOIN organizations o ON o.id = m.organization_id
  WHERE i.id = 1`);

const keyMoments: Moments<KeyRow> = {
  notBefore: true,
  graceUntil: true,
  expiresAt: true,
  revokedAt: true,
  lastUsedAt: true,
};

const sessionMoments: Moments<SessionRow> = {
  updatedAt: true,
  lastUsedAt: true,
  expiresAt: true,
  absoluteExpiresAt: true,
  revokedAt: true,
};

/** Pending reads of one database. A client opens many requests with one credential at once; they share an answer. */
interface Questions {
  keys: Gathered<Readonly<KeyRow> | undefined>;
  sessions: Gathered<Readonly<SessionRow> | undefined>;
}

const questionsOf = new WeakMap<Pool, Questions>();

function questions(pool: Pool): Questions {
  const known = questionsOf.get(pool) ?? { keys: new Gathered(), sessions: new Gathered() };
  questionsOf.set(pool, known);
  return known;
}

/** Find an API key with everything that a request needs, in one statement. undefined only before the first start. */
export function findKey(
  pool: Pool,
  by: keyof typeof keyStatements,
  value: string | number,
): Promise<Readonly<KeyRow> | undefined> {
  const query = { name: `key by ${by}`, text: keyStatements[by], values: [value] };
  return questions(pool).keys.ask(`${by} ${value}`, async () => {
    const [found] = (await pool.query<JsonRow>(query)).rows;
    return found && revived<KeyRow>(found, keyMoments);
  });
}

/** Find a session with everything that a request needs, in one statement. */
export function findSession(pool: Pool, id: string): Promise<Readonly<SessionRow> | undefined> {
  const query = { name: 'session by id', text: sessionStatement, values: [id] };
  return questions(pool).sessions.ask(id, async () => {
    const [found] = (await pool.query<JsonRow>(query)).rows;
    return found && revived<SessionRow>(found, sessionMoments);
  });
}

/** Read the access policy, for requests without a credential; undefined only before the first start. */
export async function readAccessPolicy(
  pool: Pool,
): Promise<Pick<OwnerRow, 'isApiEnabled' | 'instanceAllowedIps'> | undefined> {
  const { rows } = await pool.query({
    name: 'access policy',
    text: `SELECT is_api_enabled AS "isApiEnabled", allowed_ips AS "instanceAllowedIps" FROM instances WHERE id = 1`,
  });
  return rows[0];
}

/** Mark a key as used, with at most one write per minute, whatever the number of requests. */
export async function touchKey(
  pool: Pool,
  key: { id: string; at: Date; ip: string; userAgent: string | null },
): Promise<void> {
  await pool.query(
    `UPDATE api_keys SET last_used_at = $2, last_used_ip = $3, last_used_user_agent = $4
     WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 minute')`,
    [key.id, key.at, key.ip, key.userAgent],
  );
}

/** Mark a session as used, with at most one write per minute. */
export async function touchSession(pool: Pool, session: { id: string; at: Date }): Promise<void> {
  await pool.query(
    `UPDATE sessions SET last_used_at = $2
     WHERE id = $1 AND (last_used_at IS NULL OR last_used_at <= $2::timestamptz - interval '1 minute')`,
    [session.id, session.at],
  );
}

/** Extend a session. @returns false when it was revoked or another request has just extended it */
export async function extendSession(
  pool: Pool,
  session: { id: string; at: Date; expiresAt: Date; ifExtendedBefore: Date },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE sessions SET updated_at = $2, expires_at = $3
     WHERE id = $1 AND revoked_at IS NULL AND updated_at <= $4`,
    [session.id, session.at, session.expiresAt, session.ifExtendedBefore],
  );
  return rowCount === 1;
}
