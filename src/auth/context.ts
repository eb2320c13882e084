import type { AuditNotes } from '../domain/audit-notes';
import type { Ability } from '../domain/permission/ability';
import type { Role } from '../domain/permission/role-matrix';

export type Via = 'api-key' | 'bearer' | 'coder-token' | 'cookie';

/** Caller of a request (authorization contract §3). Built once per request, from rows read in that request. */
export interface Principal {
  via: Via;
  user: {
    id: string;
    no: number;
    email: string;
    username: string;
    name: string;
    siteRole: string;
    loginType: 'password' | 'github' | 'oidc';
    isTwoFactorEnabled: boolean;
  };
  organization: { id: string; no: number; slug: string; name: string };
  role: Role;
  /** The custom role; set exactly when `role` is `custom`. */
  customRole: {
    id: string;
    name: string;
    permissions: readonly string[];
    projects: readonly string[];
  } | null;
  /** Abilities of a member beyond reading, by project. */
  grants: readonly { projectUuid: string; abilities: readonly string[] }[];
  /** Whether a member sees only the granted projects. */
  isLimited: boolean;
  /**
   * Whether the caller is an owner or admin of organization 0, which runs the installation; a key only if it belongs
   * to that organization.
   */
  isInstanceAdmin: boolean;
  /** Whether the installation requires a second factor that this session's user has not set up. */
  isTwoFactorDue: boolean;
  /** Set for a cookie or a session token. */
  session: { id: string } | null;
  /** Set for an API key. */
  key: ({ id: string; no: number; name: string } & KeyGrants) | null;
}

/** Stored rights of an API key. */
export interface KeyGrants {
  abilities: readonly Ability[];
  /** `resource:action`, wildcards and Coder's names. */
  scopes: readonly string[];
  /** `type:id` each; `*:*` for everything. */
  allowList: readonly string[];
}

/** Facts about every request, signed in or not. */
export interface RequestInfo {
  requestId: string;
  ip: string;
  userAgent: string | null;
  /** `get-alias` marks the deprecated GET form of an action in the audit log, `mcp` a call of a tool. */
  surface: 'v1' | 'v2' | 'trpc' | 'get-alias' | 'cli' | 'mcp';
  /** State of the limit of the caller's key, or else of the user, after this request; `reset`: seconds since 1970. */
  rateLimit?: { limit: number; remaining: number; reset: number } | undefined;
  /** A signed-in user without an organization, who is not a principal; only open procedures see it. */
  visitor?: { id: string; email: string } | undefined;
  /** Path parameters of a REST request, known before the body is read. */
  pathInput?: Readonly<Record<string, string>>;
  /** Notes of this call for the audit trail; the gate sets them for each procedure. */
  notes?: AuditNotes;
}
