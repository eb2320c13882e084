import type { Principal } from '../auth/context';
import type { Limits } from '../auth/limits/limits';
import type { IdentityProviders } from '../auth/providers/provider';
import { visibilityOf } from '../auth/visibility';
import type { Database } from '../db/database';
import type { ChangeFeed } from '../db/notify';
import { type ScopedDb, scopeToOrganization } from '../db/scope';
import type { Visibility } from '../db/visibility';
import { AuditNotes } from '../domain/audit-notes';
import type { Permission } from '../domain/permission/vocabulary';
import type { HostPool } from '../engine/machines';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/log';
import type { Queue } from '../queue/queue';
import type { DenialBudget } from './audit/denial-budget';
import type { SmtpServer } from './mail/smtp-url';

/** What is true of this installation for as long as the process runs. */
export interface Installation {
  /** Stands in the label `gantry.instance`. */
  uuid: string;
  publicUrl: string;
  /** Where Gantry listens on its own machine, which `publicUrl` does not show when a proxy stands before it. */
  port: number;
  internalHosts: readonly string[];
  /** From SMTP_URL; null: the console's settings count. */
  smtp: SmtpServer | null;
  version: string;
  /** Bytes of text of removed containers' logs that an application may keep. */
  containerLogQuota: number;
}

/** What every service needs. Made once in main.ts. */
export interface Services {
  database: Database;
  clock: Clock;
  log: Logger;
  queue: Queue;
  hosts: HostPool;
  changes: ChangeFeed;
  installation: Installation;
  /** Where people may sign in besides here. */
  providers: IdentityProviders;
  limits: Limits;
  /** How many refusals of unknown callers the audit trail still takes. */
  denials: DenialBudget;
}

/** Services inside one organization: the only way to organization data. What jobs get. */
export interface OrganizationScope extends Services {
  db: ScopedDb;
  organizationId: string;
  /** On whose behalf: whoever asked for a job; null for what Gantry does by itself. */
  actorUserId: string | null;
  /** What of the organization is visible; null: everything. `db` keeps to it; hand-written lists take it. */
  visibility: Visibility | null;
}

/** Inside one organization on behalf of someone: what requests get. */
export interface Scope extends OrganizationScope {
  principal: Principal;
  /** What the audit trail should know of this call. */
  notes: AuditNotes;
}

/** For jobs, and for questions about the whole organization whoever asks, such as which ports are taken. */
export function organizationScopeOf(
  services: Services,
  organizationId: string,
  actorUserId: string | null = null,
): OrganizationScope {
  const scoped = scopedDb(services, organizationId, null);
  return {
    ...services, // first: it may be another scope, whose members must not win
    organizationId,
    actorUserId,
    visibility: null,
    get db() {
      return scoped();
    },
  };
}

/** @param permission what the request is about to do; null: nothing that needs one */
export function scopeOf(
  services: Services,
  principal: Principal,
  notes = new AuditNotes(),
  permission: Permission | null = null,
): Scope {
  const organizationId = principal.organization.id;
  const visibility = visibilityOf(principal, permission);
  const scoped = scopedDb(services, organizationId, visibility);
  return {
    ...services, // first: it may be another scope, whose members must not win
    organizationId,
    actorUserId: principal.user.id,
    visibility,
    principal,
    notes,
    get db() {
      return scoped();
    },
  };
}

/** Made when it is first used: the hot lists are statements of their own, and a client costs as much as half of one. */
function scopedDb(services: Services, organizationId: string, visibility: Visibility | null): () => ScopedDb {
  let made: ScopedDb | undefined;
  return () => {
    made ??= scopeToOrganization(services.database.unscoped, organizationId, visibility);
    return made;
  };
}
