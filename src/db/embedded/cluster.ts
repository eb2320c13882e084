import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '../../domain/error';
import { databaseAccount, isReachable, type SystemAccount } from './account';
import type { Binaries } from './binaries';

const run = promisify(execFile);
/** PostgreSQL's initial user. */
export const databaseUser = 'gantry';
/** Folder for binaries and data when the database's system user cannot reach the data directory. */
export const shelterRoot = '/var/lib/gantry';

const accessSchema = z.object({ password: z.string() });

/** Paths and owner of an embedded PostgreSQL's files. */
export interface Place {
  account: SystemAccount | null;
  /** The cluster's folder. */
  cluster: string;
  /** File with the password of the cluster, mode 0600; its port is in its own postmaster.pid. */
  accessFile: string;
  logFile: string;
}

/** Get the place of a data directory's database, and create its folders. */
export function locate(dataDir: string): Place {
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

/** Access to a server on the loopback address. */
export interface Access {
  port: number;
  password: string;
}

export interface RunningServer {
  pid: number;
  access: Access;
}

function readPassword(place: Place): string {
  return accessSchema.parse(JSON.parse(readFileSync(place.accessFile, 'utf8'))).password;
}

/**
 * Read postmaster.pid: line 1 is the process id, line 4 the port. null when a stale file of a killed server names no
 * running postgres.
 */
export function runningServer(place: Place): RunningServer | null {
  const file = join(place.cluster, 'postmaster.pid');
  if (!existsSync(file) || !existsSync(place.accessFile)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  // A starting server has created the file but not yet written it.
  if (!(pid > 0 && port > 0) || !isServerOf(place, pid)) return null;
  return { pid, access: { port, password: readPassword(place) } };
}

function isServerOf(place: Place, pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  // On Linux, check whether the process id now belongs to another program or another cluster's server.
  const commandLine = `/proc/${pid}/cmdline`;
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes(place.cluster);
}

/** Store the cluster's password before the cluster is created, so that all processes use the same one. */
function claimPassword(place: Place): string {
  const draft = `${place.accessFile}.${randomBytes(6).toString('hex')}`;
  const password = randomBytes(24).toString('hex');
  writeFileSync(draft, JSON.stringify({ password }), { mode: 0o600 });
  try {
    linkSync(draft, place.accessFile); // complete or not at all, and never over another's
    return password;
  } catch (error) {
    if (!isAlreadyThere(error)) throw error;
    return readPassword(place);
  } finally {
    rmSync(draft, { force: true });
  }
}

function isAlreadyThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOTEMPTY');
}

/**
 * Create the cluster in a temporary folder and rename it into place, so that an interrupted start leaves no partial
 * one.
 */
export async function initialise(place: Place, binaries: Binaries): Promise<void> {
  const draft = mkdtempSync(`${place.cluster}.new-`);
  const cluster = join(draft, 'cluster');
  const passwordFile = join(draft, 'initial-password');
  try {
    mkdirSync(cluster, { mode: 0o700 });
    writeFileSync(passwordFile, claimPassword(place), { mode: 0o600 });
    if (place.account) {
      for (const path of [join(place.cluster, '..'), draft, cluster, passwordFile])
        chownSync(path, place.account.uid, place.account.gid);
    }
    await run(
      binaries.initdb,
      [
        `--pgdata=${cluster}`,
        `--username=${databaseUser}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--no-instructions',
      ],
      { ...place.account, cwd: '/' },
    );
    renameSync(cluster, place.cluster);
  } catch (cause) {
    if (isAlreadyThere(cause)) return; // another process was first: its cluster has the same password
    throw new AppError('internal', 'The embedded PostgreSQL could not be initialised.', { cause });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}
