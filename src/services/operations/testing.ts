import { randomUUID } from 'node:crypto';
import { openLimits } from '../../auth/limits/open';
import type { Database } from '../../db/database';
import type { ChangeEvent } from '../../db/notify';
import { createTestDatabase } from '../../db/testing';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { componentFacts, type Facts, mergeFacts } from '../../engine/plan/facts';
import type { Plan } from '../../engine/plan/types';
import type { PlanResult, PlanRun } from '../../engine/run/plan-run';
import type { Clock } from '../../lib/clock';
import { createLogger } from '../../lib/log';
import { newUuid } from '../../lib/random';
import { type Scope, type Services, scopeOf } from '../context';
import { DenialBudget } from '../denial-budget';
import { operationTable } from '../operation-kinds/operation-table';
import { type ClaimedOperation, claimNext } from './claim';
import type { Engine } from './perform';
import { runOperation } from './run';

/** For integration tests only: a clock that advances on demand. */
export class ManualClock implements Clock {
  #now = Date.UTC(2026, 0, 1);
  #sleepers: { at: number; wake: () => void }[] = [];

  now(): Date {
    return new Date(this.#now);
  }

  monotonicMs(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      this.#sleepers.push({ at: this.#now + ms, wake: resolve });
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
  }

  advance(ms: number): void {
    this.#now += ms;
    const due = this.#sleepers.filter(({ at }) => at <= this.#now);
    this.#sleepers = this.#sleepers.filter(({ at }) => at > this.#now);
    for (const { wake } of due) wake();
  }
}

const steps = ['prepare-network', 'image', 'start', 'switch', 'clean'] as const;
export type FakeStep = (typeof steps)[number];

/**
 * An engine double whose steps only wait to be let through. Like the real one, it journals each step, undoes when it is
 * cancelled, and knows a step after which there is no way back (`switch`).
 */
export class FakeEngine implements Engine {
  /** Steps that are held until `release`. */
  readonly #held = new Map<FakeStep, { promise: Promise<void>; open: () => void }>();
  readonly undone: string[] = [];
  /** The specification of each run. */
  readonly specs: DeploymentSpec[] = [];
  /** While true, an undo cannot be completed and waits for its next attempt. */
  isUndoDelayed = false;
  failAt: FakeStep | null = null;
  /** The begun steps, over all runs. */
  readonly begun: string[] = [];

  hold(step: FakeStep): void {
    let open = () => {};
    const promise = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#held.set(step, { promise, open });
  }

  release(step: FakeStep): void {
    this.#held.get(step)?.open();
    this.#held.delete(step);
  }

  plan: Engine['plan'] = (_definition, spec): Plan => {
    const deployment = spec as DeploymentSpec; // the lab has only applications
    this.specs.push(deployment);
    return plan(deployment.operationUuid);
  };

  runPlan: Engine['runPlan'] = async (run: PlanRun): Promise<PlanResult> => {
    const { journal, plan, signal } = run;
    const state = await journal.load();
    let facts = state.facts;
    if (state.failure) return this.#undo(run, state.failure.step, state.failure.cancelled, facts);
    for (const { id, title } of plan.steps) {
      if (state.finishedSteps.includes(id)) continue;
      const isLate = state.startedSteps.includes('switch') || id === 'clean';
      if (signal.aborted && !isLate) return this.#fail(run, id, true, facts);
      await journal.stepStarted({ id, title });
      this.begun.push(id);
      await journal.append([
        { step: id, stream: 'stdout', text: `line of ${id}`, hidden: false, time: run.clock.now() },
      ]);
      await Promise.race([this.#held.get(id as FakeStep)?.promise, isLate ? undefined : aborted(signal)]); // ids of `steps`
      if (signal.aborted && !isLate && id !== 'switch') return this.#fail(run, id, true, facts);
      if (this.failAt === id) return this.#fail(run, id, false, facts);
      const found: Facts =
        id === 'image'
          ? componentFacts(MAIN_COMPONENT, {
              image: 'app:1',
              digest: 'sha256:1',
              containerName: 'app-1',
              port: 80,
            })
          : {};
      facts = mergeFacts(facts, found);
      await journal.stepFinished(id, found, false);
    }
    return { outcome: 'finished', facts };
  };

  async #fail(run: PlanRun, step: string, cancelled: boolean, facts: Facts): Promise<PlanResult> {
    await run.journal.stepFailed(step, cancelled ? 'cancelled' : 'it broke', cancelled);
    return this.#undo(run, step, cancelled, facts);
  }

  async #undo(run: PlanRun, failedStep: string, cancelled: boolean, facts: Facts): Promise<PlanResult> {
    for (let attempt = 1; this.isUndoDelayed; attempt++) {
      await run.journal.undoDelayed({ attempt, problem: 'the machine is away', retryInMs: 1000 });
      await run.clock.sleep(1000, run.halted).catch((error: unknown) => {
        throw new Error('halted', { cause: error });
      });
    }
    this.undone.push(run.plan.operationUuid);
    await run.journal.append([
      { step: failedStep, stream: 'stdout', text: 'undone', hidden: false, time: run.clock.now() },
    ]);
    return {
      outcome: cancelled ? 'cancelled' : 'failed',
      failedStep,
      reason: cancelled ? 'cancelled' : 'it broke',
      facts,
    };
  }
}

function plan(operationUuid: string): Plan {
  return {
    operationUuid,
    noun: 'deployment',
    downtime: { class: 'none', reasons: [] },
    steps: steps.map((id) => ({
      id,
      title: `Step ${id}`,
      actions: [],
      deadlineMs: 1000,
      onFail: 'fail',
      ...(id === 'switch' ? { irrevocable: true } : {}),
    })),
    cleanup: [],
  };
}

function aborted(signal: AbortSignal): Promise<void> | undefined {
  if (signal.aborted) return undefined;
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

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
      acme: { directoryUrl: null, email: null, roots: null },
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
