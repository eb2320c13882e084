import type { Principal } from '../auth/context';
import type { Database } from '../db/database';
import type { ChangeFeed } from '../db/notify';
import { type ScopedDb, scopeToOrganization } from '../db/scope';
import type { HostPool } from '../engine/machines';
import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/log';
import type { Queue } from '../queue/queue';

/** What is true of this installation for as long as the process runs. */
export interface Installation {
  /** Stands in the label `gantry.instance`. */
  uuid: string;
  publicUrl: string;
  internalHosts: readonly string[];
  version: string;
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
}

/** Services inside one organization: the only way to organization data. What jobs get. */
export interface OrganizationScope extends Services {
  db: ScopedDb;
  organizationId: string;
}

/** Inside one organization on behalf of someone: what requests get. */
export interface Scope extends OrganizationScope {
  principal: Principal;
}

export function organizationScopeOf(services: Services, organizationId: string): OrganizationScope {
  return { ...services, db: scopeToOrganization(services.database.db, organizationId), organizationId };
}

export function scopeOf(services: Services, principal: Principal): Scope {
  return { ...organizationScopeOf(services, principal.organization.id), principal };
}
