import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { systemClock } from '../../lib/clock';
import { freePort } from '../../lib/free-port';
import { type Binaries, findBinaries } from './binaries';
import {
  type Access,
  databaseUser,
  initialise,
  locate,
  type Place,
  type RunningServer,
  runningServer,
  shelterRoot,
} from './cluster';

const databaseName = 'gantry';
/** Time after which a start counts as failed. */
const startPatienceMs = 30_000;
/** Time limit of a connection: a frozen server accepts one and never answers. */
const connectPatienceMs = 5_000;
/** A server that finds another one starting exits at once; the other needs a moment to write its port. */
const adoptionPatienceMs = 2_000;

export interface EmbeddedDatabase {
  url: Secret;
  /** False when the server of an earlier process was still running and is used. */
  started: boolean;
  /** Whether its server process is running, even if an earlier process started it. */
  isRunning(): boolean;
  /** Start the server again at its previous address. @throws AppError unavailable when it does not answer */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Open a real PostgreSQL below the data directory. It outlives a killed parent; the next start adopts the orphan that
 * still holds the folder. Several processes may call this at the same time: PostgreSQL's own lock decides whose server
 * runs, and the others adopt it. `stop()` is a fast shutdown (SIGINT) of whichever server serves the folder.
 *
 * @throws AppError unavailable, with the end of the server's log, when no server answers
 */
export async function openEmbeddedDatabase(dataDir: string): Promise<EmbeddedDatabase> {
  const place = locate(dataDir);
  const { server, isOurs } = await readyServer(place, freePort);
  await ensureDatabase(server.access);
  return {
    url: addressOf(server.access),
    started: isOurs,
    isRunning: () => runningServer(place) !== null,
    async restart() {
      await readyServer(place, async () => server.access.port);
    },
    stop: () => stopServer(place),
  };
}

async function startServer(place: Place, choosePort: () => Promise<number>): Promise<ChildProcess> {
  const binaries = findBinaries(place.account !== null, shelterRoot);
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) await initialise(place, binaries);
  return launch(place, binaries, await choosePort());
}

function launch(place: Place, binaries: Binaries, port: number): ChildProcess {
  const log = openSync(place.logFile, 'a', 0o600);
  // In a separate session: Ctrl-C in a terminal must reach Gantry first, which then stops the database in order.
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
  // A program that cannot be started writes no log: untilReady shows the end of this one.
  child.on('error', (error) => appendFileSync(place.logFile, `${error.message}\n`));
  child.unref();
  return child;
}

function addressOf(access: Access, database = databaseName): Secret {
  return new Secret(`postgresql://${databaseUser}:${access.password}@127.0.0.1:${access.port}/${database}`);
}

/** Get the server of this place once it accepts connections; start it unless it is already running. */
async function readyServer(
  place: Place,
  choosePort: () => Promise<number>,
): Promise<{ server: RunningServer; isOurs: boolean }> {
  let began = Date.now();
  let launched: ChildProcess | null = null;
  for (;;) {
    const server = runningServer(place);
    if (!server && !launched) {
      launched = await startServer(place, choosePort);
      began = Date.now();
    }
    const refusal = server ? await connectionRefusal(server.access) : null;
    if (server && refusal === null) return { server, isOurs: launched?.pid === server.pid };
    const isStarting = server !== null || (launched !== null && !hasEnded(launched));
    if (Date.now() - began > (isStarting ? startPatienceMs : adoptionPatienceMs))
      throw notStarted(place, refusal);
    await systemClock.sleep(50);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Get the error with which the server refuses connections; null when it accepts them. */
async function connectionRefusal(access: Access): Promise<unknown> {
  const client = new pg.Client({
    connectionString: addressOf(access, 'postgres').reveal(),
    connectionTimeoutMillis: connectPatienceMs,
  });
  client.on('error', () => undefined); // if it dies meanwhile, the attempt fails, too
  try {
    await client.connect();
    await client.end();
    return null;
  } catch (error) {
    return error;
  }
}

function notStarted(place: Place, cause: unknown): AppError {
  const tail = existsSync(place.logFile)
    ? readFileSync(place.logFile, 'utf8').split('\n').slice(-8).join('\n')
    : '';
  return new AppError(
    'unavailable',
    `The embedded PostgreSQL did not start. Its log (${place.logFile}) ends with:\n${tail}`,
    { cause },
  );
}

/** PostgreSQL's codes for a name in use: duplicate_database, or unique_violation while another process creates it. */
const takenCodes = ['42P04', '23505'];

async function ensureDatabase(access: Access): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(access, 'postgres').reveal() });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(databaseName)}`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && takenCodes.includes(error.code ?? ''))) throw error;
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
