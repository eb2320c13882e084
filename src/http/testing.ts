import { randomUUID } from 'node:crypto';
import { openLimits } from '../auth/limits/open';
import { createProviders } from '../auth/providers/create';
import type { Database } from '../db/database';
import { openChangeFeed } from '../db/notify';
import { createTestDatabase } from '../db/testing';
import type { Ability } from '../domain/permission/ability';
import type { Role } from '../domain/permission/role-matrix';
import type { ProviderSettings } from '../domain/provider-settings';
import { Secret } from '../domain/secret';
import { type Clock, systemClock } from '../lib/clock';
import { freePort } from '../lib/free-port';
import { createLogger, type Logger } from '../lib/log';
import type { Queue } from '../queue/queue';
import type { Services } from '../services/context';
import { DenialBudget } from '../services/denial-budget';
import { ensureInstance } from '../services/installation/instance';
import { createOwner } from '../services/setup/create-owner';
import { prepareSetupToken } from '../services/setup/setup-token';
import { insertKey } from '../services/tokens/insert';
import { writeAnswer } from './answer';
import { type ServerOptions, startServer } from './server';

/** For integration tests only: the whole HTTP layer on a real PostgreSQL, without Next. */
export interface TestServer {
  url: string;
  services: Services;
  database: Database;
  setupToken: string;
  owner: { email: string; password: string; userId: string; organizationId: string };
  /** Create a key in the Gantry form, of the owner or of another user. */
  key(abilities: readonly Ability[], of?: { userId: string; organizationId: string }): Promise<string>;
  /** Create a user with one role in one organization: the first one, or a new one when `organization` is `'new'`. */
  member(
    role: Role,
    organization?: 'first' | 'new',
  ): Promise<{ userId: string; organizationId: string; email: string; password: string }>;
  /** Send a request with a JSON body; `token` goes into the Authorization header. */
  fetch(
    method: string,
    path: string,
    options?: { token?: string; body?: unknown; headers?: Record<string, string> },
  ): Promise<Response>;
  stop(): Promise<void>;
}

export interface TestServerOptions {
  /** A separate PostgreSQL, which the test stops and freezes. */
  postgres?: Secret;
  clock?: Clock;
  queue?: Queue;
  hosts?: Services['hosts'];
  /** False: the state after the first start, with a setup token and without an owner. */
  withOwner?: boolean;
  /** Make the settings of identity providers, which need the URL of this server. */
  providers?: (publicUrl: string) => Promise<ProviderSettings>;
  publicUrl?: string;
  log?: Logger;
  smtp?: Services['installation']['smtp'];
  /** Proxies whose X-Forwarded-For is trusted: `['127.0.0.1']` lets a test come from any address. */
  trustedProxies?: readonly string[];
  trustedIpHeader?: string;
  allowsQueryToken?: boolean;
  /** Hosts that address guards allow. */
  internalHosts?: readonly string[];
  catalogueDir?: string;
  /** Time of an answer to a forge; absent: as long as it takes. */
  webhookAnswerMs?: number;
  connections?: ServerOptions['connections'];
  /** Requests per minute and user; tests send many. */
  apiPerMinute?: number;
  /** Audit rows per minute for refusals of unknown callers. */
  denialsPerMinute?: number;
}

const nextAuthSecret = new Secret('integration-test-next-auth-secret-0123456789');
const password = 'correct horse battery staple';

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await createTestDatabase(options.postgres);
  const log = options.log ?? createLogger('silent');
  const changes = await openChangeFeed(database, log);
  const instance = await ensureInstance(database);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const publicUrl = options.publicUrl ?? url;
  const services: Services = {
    database,
    changes,
    log,
    clock: options.clock ?? systemClock,
    queue: options.queue ?? { enqueue: async () => undefined },
    hosts: options.hosts ?? noHosts,
    limits: await openLimits({
      redisUrl: null,
      settings: { apiPerMinute: options.apiPerMinute ?? 1_000_000 },
      log,
      installation: instance.uuid,
    }),
    denials: new DenialBudget(options.denialsPerMinute),
    providers: createProviders((await options.providers?.(publicUrl)) ?? { github: null, oidc: null }),
    installation: {
      uuid: instance.uuid,
      publicUrl,
      port,
      internalHosts: options.internalHosts ?? [],
      catalogueDir: options.catalogueDir ?? null,
      smtp: options.smtp ?? null,
      version: '0.0.0-test',
      containerLogQuota: 1_000_000,
      databaseProxyImage: 'alpine/socat:1.8.0.3',
      buildToolsUrl: 'https://tools.example/',
      webhookAnswerMs: options.webhookAnswerMs ?? 60_000,
      acme: { directoryUrl: null, email: null, roots: null, dnsResolvers: [] },
    },
  };
  const setupToken = await prepareSetupToken(database, {
    given: null,
    secretKey: nextAuthSecret,
    instanceUuid: instance.uuid,
  });
  const email = 'owner@example.com';
  const owner =
    options.withOwner === false
      ? { userId: '', organizationId: '' }
      : await createOwner(database, {
          name: 'Owner',
          email,
          password: new Secret(password),
          organizationName: 'Root',
        });
  const server = await startServer(services, {
    host: '127.0.0.1',
    port,
    trust: { proxies: options.trustedProxies ?? [], header: options.trustedIpHeader ?? null },
    allowsQueryToken: options.allowsQueryToken ?? false,
    ...(options.connections ? { connections: options.connections } : {}),
    nextAuthSecret,
    pages: async (_req, res) =>
      writeAnswer(res, { status: 200, contentType: 'text/html', body: '<!doctype html>', headers: {} }),
  });

  return {
    url,
    services,
    database,
    setupToken: setupToken.reveal(),
    owner: { ...owner, email, password },
    async key(abilities, { userId, organizationId } = owner) {
      const key = await insertKey(
        { db: database.unscoped },
        {
          userId,
          organizationId,
          abilities,
          name: randomUUID(),
          createdByKeyId: null,
          expiresAt: null,
        },
      );
      return key.token.gantry.reveal();
    },
    async member(role, organization = 'first') {
      const userId = randomUUID();
      const memberEmail = `${userId}@example.com`;
      const { passwordHash } = await database.unscoped.user.findUniqueOrThrow({ where: { email } });
      await database.unscoped.user.create({
        data: { id: userId, email: memberEmail, username: userId, name: 'Someone', passwordHash },
      });
      const organizationId =
        organization === 'first' ? owner.organizationId : await newOrganization(database);
      await database.unscoped.membership.create({ data: { userId, organizationId, role } });
      return { userId, organizationId, email: memberEmail, password };
    },
    fetch(method, path, { token, body, headers } = {}) {
      return fetch(url + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
    },
    async stop() {
      await server.stop();
      await changes.close();
      await database.close();
    },
  };
}

async function newOrganization({ unscoped: db }: Database): Promise<string> {
  const highest = await db.organization.aggregate({ _max: { no: true } });
  const no = (highest._max.no ?? 0) + 1;
  return (
    await db.organization.create({ data: { no, slug: `organization-${no}`, name: `Organization ${no}` } })
  ).id;
}

const noHosts: Services['hosts'] = {
  host: ({ address }) => {
    throw new Error(`This test reaches no machine, but ${address} was asked for.`);
  },
  drop: () => undefined,
  close: async () => undefined,
};
