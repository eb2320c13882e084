import { randomUUID } from 'node:crypto';
import { openLimits } from '../../auth/limits/open';
import type { Database } from '../../db/database';
import type { ChangeEvent } from '../../db/notify';
import { createTestDatabase } from '../../db/testing';
import { createLogger } from '../../lib/log';
import { newUuid } from '../../lib/random';
import { type Scope, type Services, scopeOf } from '../context';
import { DenialBudget } from '../denial-budget';
import { operationTable } from '../operation-kinds/operation-table';
import { type ClaimedOperation, claimNext } from './claim';
import { FakeEngine } from './fake-engine.testing';
import { ManualClock } from './manual-clock.testing';
import { runOperation } from './run';

/** Deployments on a real database, with time, queue and engine under the test's control. */
export interface DeploymentLab {
  database: Database;
  services: Services;
  clock: ManualClock;
  /** Advance the clock, and age leases as much: they depend on the database's time. */
  pass(ms: number): Promise<void>;
  engine: FakeEngine;
  changes: ChangeEvent[];
  addOrganization(): Promise<Scope>;
  addServer(
    scope: Scope,
    settings?: { concurrentBuilds?: number; deploymentQueueLimit?: number },
  ): Promise<{ id: number; uuid: string }>;
  addApplication(scope: Scope, server: { id: number }): Promise<{ id: number; uuid: string }>;
  claim(server: { uuid: string }, processId?: string): Promise<ClaimedOperation | null>;
  /** Claim and run the next deployment of a server to its end. */
  runNext(server: { uuid: string }, processId?: string): Promise<void>;
  run(claim: ClaimedOperation, stopping?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export async function openDeploymentLab(): Promise<DeploymentLab> {
  const database = await createTestDatabase();
  const clock = new ManualClock();
  const engine = new FakeEngine();
  const changes: ChangeEvent[] = [];
  const listeners = new Set<(event: ChangeEvent) => void>();
  const services: Services = {
    database,
    clock,
    log: createLogger('silent'),
    queue: { enqueue: async () => undefined },
    hosts: {
      // The engine double does not use its host.
      host: (target) => ({ serverUuid: target.serverUuid }) as ReturnType<Services['hosts']['host']>,
      drop: () => undefined,
      close: async () => undefined,
    },
    changes: {
      async publish(event) {
        changes.push(event);
        for (const listener of listeners) listener(event);
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      recent: () => [],
      close: async () => undefined,
    },
    limits: await openLimits({
      redisUrl: null,
      settings: { apiPerMinute: 1 },
      log: createLogger('silent'),
      installation: 'test',
    }),
    denials: new DenialBudget(),
    providers: { github: null, oidc: null },
    installation: {
      uuid: newUuid(),
      publicUrl: 'http://localhost:3000',
      port: 3000,
      internalHosts: [],
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
  const rows = new Rows(services);
  const claim: DeploymentLab['claim'] = (server, processId = 'process-a') =>
    claimNext(services, server.uuid, processId);
  const run: DeploymentLab['run'] = (claimed, stopping = new AbortController().signal) =>
    runOperation(services, { claim: claimed, table: operationTable, stopping, engine });
  return {
    database,
    services,
    clock,
    async pass(ms) {
      await database.pool.query(
        `UPDATE operations SET lease_until = lease_until - $1 * interval '1 millisecond'`,
        [ms],
      );
      clock.advance(ms);
    },
    engine,
    changes,
    addOrganization: () => rows.organization(),
    addServer: (scope, settings) => rows.server(scope, settings),
    addApplication: (scope, server) => rows.application(scope, server),
    claim,
    run,
    async runNext(server, processId) {
      const claimed = await claim(server, processId);
      if (!claimed) throw new Error('Nothing to run.');
      await run(claimed);
    },
    close: () => database.close(),
  };
}

class Rows {
  #next = 0;
  constructor(private readonly services: Services) {}

  async organization(): Promise<Scope> {
    const { unscoped: db } = this.services.database;
    const no = this.#next++;
    const organization = await db.organization.create({ data: { no, slug: `o-${no}`, name: `O ${no}` } });
    return scopeOf(this.services, {
      via: 'api-key',
      user: {
        id: randomUUID(),
        no,
        email: 'a@example.com',
        username: 'a',
        name: 'A',
        siteRole: 'member',
        loginType: 'password',
        isTwoFactorEnabled: false,
      },
      organization: { id: organization.id, no, slug: organization.slug, name: organization.name },
      role: 'owner',
      customRole: null,
      grants: [],
      isLimited: false,
      isInstanceAdmin: false,
      isTwoFactorDue: false,
      session: null,
      key: null,
    });
  }

  async server(
    { organizationId }: Scope,
    settings: { concurrentBuilds?: number; deploymentQueueLimit?: number } = {},
  ) {
    const { unscoped: db, sealer } = this.services.database;
    const key = await db.privateKey.create({
      data: {
        uuid: newUuid(),
        organizationId,
        name: 'key',
        privateKeySealed: sealer.seal('key', 'private_keys.private_key'),
        publicKey: '',
        fingerprint: newUuid(),
      },
    });
    return db.server.create({
      data: {
        uuid: newUuid(),
        organizationId,
        name: 'server',
        ip: `host-${newUuid()}`,
        privateKeyId: key.id,
        hostKey: 'pinned',
        state: 'usable',
        ...settings,
        destinations: { create: { uuid: newUuid(), organizationId, name: 'coolify', network: 'coolify' } },
      },
    });
  }

  async application({ organizationId }: Scope, server: { id: number }) {
    const { unscoped: db } = this.services.database;
    const destination = await db.destination.findFirstOrThrow({ where: { serverId: server.id } });
    const project = await db.project.create({
      data: {
        uuid: newUuid(),
        organizationId,
        name: 'project',
        environments: { create: { uuid: newUuid(), organizationId, name: 'production' } },
      },
      include: { environments: true },
    });
    return db.workload.create({
      data: {
        uuid: newUuid(),
        organizationId,
        kind: 'application',
        environmentId: project.environments[0]?.id ?? 0,
        destinationId: destination.id,
        name: 'application',
        application: {
          create: { sourceKind: 'image', buildPack: 'dockerimage', dockerRegistryImageName: 'nginx' },
        },
      },
    });
  }
}
