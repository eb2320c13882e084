import type { Ability, Permission, Role } from '../domain/permission';
import { abilityPermits, rolePermits } from '../domain/permission';

export type Via = 'api-key' | 'bearer' | 'coder-token' | 'cookie';

/** Who is asking (authorization contract §3). Built once per request, from rows read in that request. */
export interface Principal {
  via: Via;
  user: { id: string; no: number; email: string; username: string; name: string; siteRole: string };
  organization: { id: string; no: number; slug: string; name: string };
  role: Role;
  /** What the custom role lists; set exactly when `role` is `custom`. */
  customRole: {
    id: string;
    name: string;
    permissions: readonly string[];
    projects: readonly string[];
  } | null;
  /** What a member may do beyond reading, by project. */
  grants: readonly { projectUuid: string; abilities: readonly string[] }[];
  /** A member who sees the granted projects alone. */
  isLimited: boolean;
  /** Set for a cookie or a session token. */
  session: { id: string } | null;
  /** Set for an API key. */
  key: {
    id: string;
    no: number;
    name: string;
    abilities: readonly Ability[];
    /** `resource:action`, wildcards and names of Coder's, as stored. */
    scopes: readonly string[];
    /** `type:id` each; `*:*` for everything. */
    allowList: readonly string[];
  } | null;
}

/** What every request carries, signed in or not. */
export interface RequestInfo {
  requestId: string;
  ip: string;
  userAgent: string | null;
  /** `get-alias` marks the deprecated GET form of an action in the audit log. */
  surface: 'v1' | 'v2' | 'trpc' | 'get-alias' | 'cli';
  /** What the path of a REST request says it is about; known before the body is read. */
  pathInput?: Readonly<Record<string, string>>;
}

/** role permits ∧ abilities permit. A session has every ability; an ability can only remove. */
export function permits(principal: Principal, permission: Permission): boolean {
  return rolePermits(principal.role, permission) && keyPermits(principal, permission);
}

export function keyPermits(principal: Principal, permission: Permission): boolean {
  return (
    principal.key === null || principal.key.abilities.some((ability) => abilityPermits(ability, permission))
  );
}
