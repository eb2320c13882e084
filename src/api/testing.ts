import { randomUUID } from 'node:crypto';
import type { Principal } from '../auth/context';
import { openLimits } from '../auth/limits/open';
import type { Database } from '../db/database';
import { createTestDatabase } from '../db/testing';
import type { Ability } from '../domain/permission/ability';
import type { Role } from '../domain/permission/role-matrix';
import { systemClock } from '../lib/clock';
import { createLogger } from '../lib/log';
import { newUuid } from '../lib/random';
import type { JobName } from '../queue/jobs';
import type { Services } from '../services/context';
import { DenialBudget } from '../services/denial-budget';
import { createHostPool } from '../transport/host-factory';
import { createApiCaller } from './caller';

export type ApiCaller = ReturnType<typeof createApiCaller>;

/** For integration tests only: the API on a new, real database. Jobs and changes are collected instead of sent. */
export interface TestApi {
  database: Database;
  services: Services;
  jobs: { name: JobName; payload: unknown }[];
  changes: { organizationId: string; kind: string; uuid: string }[];
  /** Add an organization with one person. The first one has number 0 and runs the installation. */
  addOrganization(): Promise<TestOrganization>;
  close(): Promise<void>;
}

export interface TestOrganization {
  id: string;
  no: number;
  /** Call with this role and, with abilities, by an API key that holds them; `change` adjusts the principal. */
  as(role: Role, abilities?: readonly Ability[], change?: Partial<Principal>): ApiCaller;
  /** Call, and collect the names of the fields that were redacted. */
  withRedaction(
    role: Role,
    abilities?: readonly Ability[],
    change?: Partial<Principal>,
  ): { api: ApiCaller; redactedFields: Set<string> };
  /** The principal that `as` calls with. */
  principal(role: Role, abilities?: readonly Ability[]): Principal;
}

export async function openTestApi(settings: { internalHosts?: readonly string[] } = {}): Promise<TestApi> {
  const database = await createTestDatabase();
  const jobs: TestApi['jobs'] = [];
  const changes: TestApi['changes'] = [];
  const services: Services = {
    database,
    clock: systemClock,
    log: createLogger('silent'),
    queue: {
      enqueue: async (name, payload) => void jobs.push({ name, payload }),
    },
    hosts: createHostPool({ clock: systemClock }),
    changes: {
      publish: async (event) => void changes.push(event),
      subscribe: () => () => undefined,
      recent: () => [],
      close: async () => undefined,
    },
    limits: await openLimits({
      redisUrl: null,
      settings: { apiPerMinute: 1_000_000 },
      log: createLogger('silent'),
      installation: 'test',
    }),
    denials: new DenialBudget(),
    providers: { github: null, oidc: null },
    installation: {
      uuid: newUuid(),
      publicUrl: 'http://localhost:3000',
      port: 3000,
      internalHosts: settings.internalHosts ?? [],
      catalogueDir: null,
      smtp: null,
      version: '0.0.0',
      containerLogQuota: 1_000_000,
      databaseProxyImage: 'alpine/socat:1.8.0.3',
      buildToolsUrl: 'https://tools.example/',
      webhookAnswerMs: 60_000,
      acme: { directoryUrl: null, email: null, roots: null, dnsResolvers: [] },
    },
  };
  let next = 0;
  return {
    database,
    services,
    jobs,
    changes,
    addOrganization: () => addOrganization(services, next++),
    async close() {
      await services.hosts.close();
      await database.close();
    },
  };
}

async function addOrganization(services: Services, no: number): Promise<TestOrganization> {
  const { unscoped: db } = services.database;
  const name = `Organization ${no}`;
  const organization = await db.organization.create({ data: { no, slug: `organization-${no}`, name } });
  const email = `person-${no}@example.com`;
  const user = await db.user.create({ data: { email, username: `person-${no}`, name: 'Person' } });
  await db.membership.create({ data: { userId: user.id, organizationId: organization.id, role: 'owner' } });
  const principal = (role: Role, abilities?: readonly Ability[]): Principal => ({
    via: abilities ? 'api-key' : 'cookie',
    user: {
      id: user.id,
      no: user.no,
      email,
      username: user.username,
      name: user.name,
      siteRole: user.siteRole,
      loginType: user.loginType,
      isTwoFactorEnabled: false,
    },
    organization: { id: organization.id, no, slug: organization.slug, name },
    role,
    customRole: null,
    grants: [],
    isLimited: false,
    isInstanceAdmin: no === 0 && (role === 'owner' || role === 'admin'),
    isTwoFactorDue: false,
    session: abilities ? null : { id: randomUUID() },
    key: abilities
      ? { id: 'testkey00000', no: 1, name: 'test', abilities, scopes: [], allowList: ['*:*'] }
      : null,
  });
  const withRedaction = (role: Role, abilities?: readonly Ability[], change?: Partial<Principal>) => {
    const redactedFields = new Set<string>();
    const api = createApiCaller({
      services,
      request: { requestId: randomUUID(), ip: '127.0.0.1', userAgent: null, surface: 'trpc' },
      principal: { ...principal(role, abilities), ...change },
      response: { redactedFields, headers: {} },
    });
    return { api, redactedFields };
  };
  return {
    id: organization.id,
    no,
    principal,
    withRedaction,
    as: (role, abilities, change) => withRedaction(role, abilities, change).api,
  };
}
