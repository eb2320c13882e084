import { execFile, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { z } from 'zod';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { systemClock } from '../../lib/clock';
import { freePort } from '../../lib/free-port';
import { databaseAccount, isReachable, type SystemAccount } from './account';
import { type Binaries, findBinaries } from './binaries';

const run = promisify(execFile);
const databaseUser = 'gantry';
const databaseName = 'gantry';
/** Where binaries and data go when the data directory is closed to the database's system user. */
const shelterRoot = '/var/lib/gantry';

const accessSchema = z.object({ port: z.number(), password: z.string() });

export interface EmbeddedDatabase {
  url: Secret;
  /** False when a server of an earlier process was still running and is used further. */
  started: boolean;
  stop(): Promise<void>;
}

interface Place {
  account: SystemAccount | null;
  /** The cluster's folder. */
  cluster: string;
  /** Port and password of the cluster, mode 0600. */
  accessFile: string;
  logFile: string;
}

function locate(dataDir: string): Place {
  const account = databaseAccount();
  const root = resolve(dataDir);
  mkdirSync(root, { recursive: true });
  let folder = join(root, 'postgres');
  if (account && !isReachable(folder)) {
    folder = join(shelterRoot, 'databases', createHash('sha256').update(root).digest('hex').slice(0, 16));
  }
  mkdirSync(folder, { recursive: true });
  return {
    account,
    cluster: join(folder, 'cluster'),
    accessFile: join(root, 'database.json'),
    logFile: join(root, 'postgres.log'),
  };
}

/**
 * A real PostgreSQL under the data directory. It outlives a killed parent; the next start adopts the orphan that
 * still holds the folder. `stop()` is a fast shutdown (SIGINT) of whichever server serves the folder.
 */
export async function openEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabase> {
  const place = locate(dataDir);
  const running = runningServer(place);
  if (running) {
    await untilReady(running.access, place);
    return { url: addressOf(running.access), started: false, stop: () => stopServer(place) };
  }
  const binaries = findBinaries(place.account !== null, shelterRoot);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await initialise(place, binaries);
  const access = { ...readAccess(place), port: await freePort() };
  writeFileSync(place.accessFile, JSON.stringify(access), { mode: 0o600 });
  launch(place, binaries, access.port);
  await untilReady(access, place);
  await ensureDatabase(access);
  return { url: addressOf(access), started: true, stop: () => stopServer(place) };
}

type Access = z.infer<typeof accessSchema>;

function readAccess(place: Place): Access {
  return accessSchema.parse(JSON.parse(readFileSync(place.accessFile, 'utf8')));
}

function addressOf(access: Access, database = databaseName): Secret {
  return new Secret(`postgresql://${databaseUser}:${access.password}@127.0.0.1:${access.port}/${database}`);
}

/** postmaster.pid: line 1 is the process id, line 4 the port. A stale file of a killed server names no live postgres. */
function runningServer(place: Place): { pid: number; access: Access } | null {
  const file = join(place.cluster, 'postmaster.pid');
  if (!existsSync(file) || !existsSync(place.accessFile)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0 || !isPostgres(pid)) return null;
  return { pid, access: { ...readAccess(place), port: Number(lines[3]) } };
}

function isPostgres(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // Linux can say whether the number was given to another program since.
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('postgres');
}

async function initialise(place: Place, binaries: Binaries): Promise<void> {
  rmSync(place.cluster, { recursive: true, force: true });
  mkdirSync(place.cluster, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  const passwordFile = join(place.cluster, '..', 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (place.account) {
    for (const path of [join(place.cluster, '..'), place.cluster, passwordFile])
      chownSync(path, place.account.uid, place.account.gid);
  }
  chmodSync(place.cluster, 0o700);
  try {
    await run(
      binaries.initdb,
      [
        `--pgdata=${place.cluster}`,
        `--username=${databaseUser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...place.account, cwd: '/' },
    );
  } catch (cause) {
    rmSync(place.cluster, { recursive: true, force: true });
    throw new AppError('internal', 'The embedded PostgreSQL could not be initialised.', { cause });
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeFileSync(place.accessFile, JSON.stringify({ port: 0, password }), { mode: 0o600 });
}

function launch(place: Place, binaries: Binaries, port: number): void {
  const log = openSync(place.logFile, 'a', 0o600);
  // A session of its own: Ctrl-C in a terminal must reach Gantry first, which then stops the database in order.
  const child = spawn(
    binaries.postgres,
    [
      '-D',
      place.cluster,
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'max_connections=200',
    ],
    { ...place.account, cwd: '/', detached: true, stdio: ['ignore', log, log] },
  );
  // A program that cannot be started writes no log of its own: untilReady shows the log's tail.
  child.on('error', (error) => appendFileSync(place.logFile, `${error.message}\n`));
  child.unref();
}

async function untilReady(access: Access, place: Place): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const client = new pg.Client({ connectionString: addressOf(access, 'postgres').reveal() });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (cause) {
      if (Date.now() > deadline) {
        const tail = existsSync(place.logFile)
          ? readFileSync(place.logFile, 'utf8').split('\n').slice(-8).join('\n')
          : '';
        throw new AppError(
          'unavailable',
          `The embedded PostgreSQL did not start. Its log (${place.logFile}) ends with:\n${tail}`,
          { cause },
        );
      }
      await systemClock.sleep(50);
    }
  }
}

async function ensureDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(access, 'postgres').reveal() });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(databaseName)}`);
  } finally {
    await client.end();
  }
}

async function stopServer(place: Place): Promise<void> {
  const running = runningServer(place);
  if (!running) return;
  process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + 20_000;
  while (runningServer(place)) {
    if (Date.now() > deadline)
      throw new AppError('internal', `PostgreSQL (process ${running.pid}) did not stop within 20 s.`);
    await systemClock.sleep(50);
  }
}
