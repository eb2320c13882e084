import type { Principal } from '../auth/context';
import type { Limits } from '../auth/limits/limits';
import type { IdentityProviders } from '../auth/providers/provider';
import { visibilityOf } from '../auth/visibility';
import type { Database } from '../db/database';
import type { ChangeFeed } from '../db/notify';
import { type ScopedDb, scopeToOrganization } from '../db/scope';
import type { Visibility } from '../db/visibility';
import type { AcmeSettings } from '../domain/acme';
import { AuditNotes } from '../domain/audit-notes';
import type { Permission } from '../domain/permission/vocabulary';
import type { HostPool } from '../engine/server/host';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/log';
import type { Queue } from '../queue/queue';
import type { DenialBudget } from './denial-budget';
import type { SmtpServer } from './smtp-url';

/** The facts of this installation that do not change while the process runs. */
export interface Installation {
  /** Value of the label `gantry.instance`. */
  uuid: string;
  publicUrl: string;
  /** Port on which Gantry listens, which `publicUrl` does not show behind a proxy. */
  port: number;
  internalHosts: readonly string[];
  /** Folder of this machine below which catalogues may be read; null: none. */
  catalogueDir: string | null;
  /** Mail server from SMTP_URL; null: the console's settings apply. */
  smtp: SmtpServer | null;
  version: string;
  /** Bytes of log text that an application may keep of its removed containers. */
  containerLogQuota: number;
  /** Image that forwards public ports of databases: its entrypoint is socat. */
  databaseProxyImage: string;
  /** Base URL from which servers download the tools of build packs; it ends with a slash. */
  buildToolsUrl: string;
  /** Time within which forges get an answer, with what is known by then. */
  webhookAnswerMs: number;
  /** Where proxies get their certificates. */
  acme: AcmeSettings;
}

/** The dependencies of every service, created once in main.ts. */
export interface Services {
  database: Database;
  clock: Clock;
  log: Logger;
  queue: Queue;
  hosts: HostPool;
  changes: ChangeFeed;
  installation: Installation;
  /** Identity providers that users may sign in with. */
  providers: IdentityProviders;
  limits: Limits;
  /** Budget of the audit trail for denials of unauthenticated callers. */
  denials: DenialBudget;
}

/** Services inside one organization: the only way to organization data. For jobs. */
export interface OrganizationScope extends Services {
  db: ScopedDb;
  organizationId: string;
  /** User who requested the job; null for what Gantry does by itself. */
  actorUserId: string | null;
  /**
   * The visible part of the organization; null: everything. `db` applies it; hand-written list queries take it as
   * input.
   */
  visibility: Visibility | null;
}

/** Services inside one organization on behalf of a caller. For requests. */
export interface Scope extends OrganizationScope {
  principal: Principal;
  /** Notes of this call for the audit trail. */
  notes: AuditNotes;
}

/** A scope that may also be a job's, which has no caller. */
export type ActingScope = OrganizationScope & Partial<Pick<Scope, 'principal'>>;

/** The scope for jobs, and for questions about the whole organization, such as which ports are taken. */
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

/** The scope of a request. @param permission what the request is about to do; null: nothing that needs one */
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
    // By name: `services` may be another scope, whose members must not win; and a spread is slow.
    database: services.database,
    clock: services.clock,
    log: services.log,
    queue: services.queue,
    hosts: services.hosts,
    changes: services.changes,
    installation: services.installation,
    providers: services.providers,
    limits: services.limits,
    denials: services.denials,
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

/**
 * The client of an organization, created on first use: the hot list queries do not need it, and creating one costs half
 * as much as such a query.
 */
function scopedDb(services: Services, organizationId: string, visibility: Visibility | null): () => ScopedDb {
  let made: ScopedDb | undefined;
  return () => {
    made ??= scopeToOrganization(services.database.unscoped, organizationId, visibility);
    return made;
  };
}
