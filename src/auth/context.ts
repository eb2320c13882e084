import type { AuditNotes } from '../domain/audit-notes';
import type { Ability } from '../domain/permission/ability';
import type { Role } from '../domain/permission/role-matrix';

export type Via = 'api-key' | 'bearer' | 'coder-token' | 'cookie';

/** The caller of a request (authorization contract §3). Built once per request, from rows read in that request. */
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
  /** Whether a member sees the granted projects alone. */
  isLimited: boolean;
  /**
   * Whether the caller is an owner or admin of organization 0, which runs the installation; a key only when it belongs
   * to that one.
   */
  isInstanceAdmin: boolean;
  /** Whether the installation asks for a second factor that this session's user has not set up. */
  isTwoFactorDue: boolean;
  /** Set for a cookie or a session token. */
  session: { id: string } | null;
  /** Set for an API key. */
  key: ({ id: string; no: number; name: string } & KeyGrants) | null;
}

/** The rights of an API key, as they are stored. */
export interface KeyGrants {
  abilities: readonly Ability[];
  /** `resource:action`, wildcards and names of Coder's. */
  scopes: readonly string[];
  /** `type:id` each; `*:*` for everything. */
  allowList: readonly string[];
}

/** The facts of every request, signed in or not. */
export interface RequestInfo {
  requestId: string;
  ip: string;
  userAgent: string | null;
  /** `get-alias` marks the deprecated GET form of an action in the audit log, `mcp` what a tool called. */
  surface: 'v1' | 'v2' | 'trpc' | 'get-alias' | 'cli' | 'mcp';
  /** State of the limit of the caller's key, else of the user, after this request; `reset`: seconds since 1970. */
  rateLimit?: { limit: number; remaining: number; reset: number } | undefined;
  /** A user with a session who is a member of no organization, and so no principal: known to open procedures alone. */
  visitor?: { id: string; email: string } | undefined;
  /** Parameters in the path of a REST request, known before the body is read. */
  pathInput?: Readonly<Record<string, string>>;
  /** Notes of this call for the audit trail; the gate sets them for each procedure. */
  notes?: AuditNotes;
}
