import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '../../src/db/database';
import { createTestDatabase } from '../../src/db/testing';
import type { ProxyProgram } from '../../src/domain/proxy';
import { Secret } from '../../src/domain/secret';
import { freePort } from '../../src/lib/free-port';
import { ensureInstance } from '../../src/services/installation/instance';
import { insertOrganization } from '../../src/services/organizations/insert';
import { createOwner } from '../../src/services/setup/create-owner';
import { insertKey } from '../../src/services/tokens/insert';
import type { Lab, LabHost } from '../lab/types';
import { GantryProcess } from './gantry-process';
import { Rest } from './rest';
import { addServer } from './server';

/** What `createTestDatabase` seals with: the process must open what the test reads. */
export const SECRET_KEY = 'integration-test-key-0123456789abcdef';

/** A real Gantry: its process, its database, and a key of its owner. */
export class Gantry {
  readonly database: Database;
  readonly rest: Rest;
  readonly #process: GantryProcess;

  readonly #base: string;
  readonly #ownerId: string;
  /** Its own: two that run side by side would each find the audit anchor of the other. */
  readonly #dataDir: string;

  private constructor(
    database: Database,
    rest: Rest,
    {
      base,
      ownerId,
      env,
      dataDir,
    }: { base: string; ownerId: string; env: NodeJS.ProcessEnv; dataDir: string },
  ) {
    this.#base = base;
    this.#ownerId = ownerId;
    this.#dataDir = dataDir;
    this.database = database;
    this.rest = rest;
    this.#process = new GantryProcess(env, () => rest.isHealthy());
  }

  /** @param more further variables of its environment */
  static async start(lab: Lab, more: Readonly<Record<string, string>> = {}): Promise<Gantry> {
    const database = await createTestDatabase();
    await ensureInstance(database);
    const owner = await createOwner(database, {
      name: 'Owner',
      email: 'owner@example.com',
      password: new Secret('correct horse battery staple'),
      organizationName: 'Root',
    });
    const { token } = await insertKey(
      { db: database.unscoped },
      {
        ...owner,
        name: 'e2e',
        abilities: ['root'],
        createdByKeyId: null,
        expiresAt: null,
      },
    );
    const port = await freePort();
    const base = `http://127.0.0.1:${port}/api/v1`;
    const rest = new Rest(base, token.gantry.reveal());
    const dataDir = await mkdtemp(join(tmpdir(), 'gantry-e2e-data-'));
    const env = {
      ...process.env,
      GANTRY_DATA_DIR: dataDir,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: String(database.pool.options.connectionString),
      GANTRY_SECRET_KEY: SECRET_KEY,
      NEXTAUTH_SECRET: SECRET_KEY,
      INTERNAL_HOSTS: lab.cidr,
      GANTRY_LOG_LEVEL: 'info',
      API_RATE_LIMIT: '100000',
      ...more,
    };
    const gantry = new Gantry(database, rest, { base, ownerId: owner.userId, env, dataDir });
    await gantry.boot();
    return gantry;
  }

  /** Start the process; resolves when it answers. */
  boot(): Promise<void> {
    return this.#process.boot();
  }

  /** As a power cut: no handler runs. Resolves when the process is gone. */
  kill(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    return this.#process.kill(signal);
  }

  /** What the process printed so far. */
  get output(): string {
    return this.#process.output;
  }

  async stop(): Promise<void> {
    await this.kill('SIGTERM');
    await this.database.close();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  /** Make another organization of the owner, with a key for it. */
  async secondOrganization(): Promise<Rest> {
    const db = this.database.unscoped;
    const { id: organizationId } = await db.$transaction((tx) =>
      insertOrganization(tx, { name: 'Second', ownerUserId: this.#ownerId }),
    );
    const { token } = await insertKey(
      { db },
      {
        userId: this.#ownerId,
        organizationId,
        name: 'second',
        abilities: ['root'],
        createdByKeyId: null,
        expiresAt: null,
      },
    );
    return new Rest(this.#base, token.gantry.reveal());
  }

  /** Add a lab machine and validate it. */
  addServer(lab: Lab, host: LabHost, proxy?: ProxyProgram): Promise<string> {
    return addServer(this.rest, lab, host, proxy);
  }
}
