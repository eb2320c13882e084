import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { startTestRedis } from '../../src/auth/limits/redis.testing';
import { openDatabase } from '../../src/db/database';
import { migrate } from '../../src/db/migrate';
import { createPool } from '../../src/db/pool';
import { Secret } from '../../src/domain/secret';
import { ensureInstance } from '../../src/services/installation/instance';
import { createOwner } from '../../src/services/setup/create-owner';
import { insertKey } from '../../src/services/tokens/insert';
import { newPlace, type Place } from '../gantry/deployment';
import { SECRET_KEY } from '../gantry/gantry';
import { Rest } from '../gantry/rest';
import { addServer } from '../gantry/server';
import { openLab } from '../lab/lab';
import type { Lab, LabHost } from '../lab/types';
import { type GantryPair, gantryPair } from './gantry-pair';
import type { History, Violations } from './history';
import { OwnPostgres } from './postgres';
import { machineNames } from './schedule';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Everything that a run needs, started and empty of workloads. */
export interface Stage {
  lab: Lab;
  machines: ReadonlyMap<string, LabHost>;
  places: ReadonlyMap<string, { place: Place; host: LabHost }>;
  postgres: OwnPostgres;
  pair: GantryPair;
  token: string;
  instanceId: string;
  close(): Promise<void>;
}

type Closing = () => Promise<unknown>;

/** @param folder of the run: logs, the database and the data directories */
export async function openStage(folder: string, history: History, violations: Violations): Promise<Stage> {
  const closing: Closing[] = [];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void close().finally(() => process.exit(1)));
  try {
    return { ...(await open(folder, closing, history, violations)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  folder: string,
  closing: Closing[],
  history: History,
  violations: Violations,
): Promise<Omit<Stage, 'close'>> {
  await mkdir(`${folder}/postgres`, { recursive: true });
  history.add('starts the lab, PostgreSQL and Redis');
  const postgres = await OwnPostgres.create(`${folder}/postgres`);
  closing.push(() => postgres.stop());
  const redis = await startTestRedis();
  closing.push(() => redis.stop());
  const lab = await openLab();
  closing.push(() => lab.stop());
  const machines = new Map<string, LabHost>();
  for (const name of machineNames) machines.set(name, await lab.host(name));

  const { token, instanceId } = await newInstallation(postgres.url);
  const pair = await gantryPair(
    { folder, databaseUrl: postgres.url.reveal(), redisUrl: redis.url.reveal(), internalHosts: lab.cidr },
    history,
    violations,
  );
  closing.push(() => Promise.all([pair.a.end('SIGTERM'), pair.b.end('SIGTERM')]));
  history.add('starts two processes of Gantry');
  await Promise.all([pair.a, pair.b].map((each) => each.boot(() => false)));
  const rest = new Rest(pair.a.base, token);
  const places = new Map<string, { place: Place; host: LabHost }>();
  for (const [name, host] of machines)
    places.set(name, { host, place: await newPlace({ rest }, await addServer(rest, lab, host)) });
  return { lab, machines, places, postgres, pair, token, instanceId };
}

async function newInstallation(url: Secret): Promise<{ token: string; instanceId: string }> {
  const pool = createPool(url, { of: 'maintenance', max: 2 });
  await migrate(pool, url, projectRoot);
  await pool.end();
  const database = openDatabase(url, new Secret(SECRET_KEY));
  const instance = await ensureInstance(database);
  const owner = await createOwner(database, {
    name: 'Owner',
    email: 'owner@example.com',
    password: new Secret('correct horse battery staple'),
    organizationName: 'Root',
  });
  const key = { ...owner, name: 'chaos', abilities: ['root'], createdByKeyId: null, expiresAt: null };
  const { token } = await insertKey({ db: database.unscoped }, key);
  await database.close();
  return { token: token.gantry.reveal(), instanceId: instance.uuid };
}
