import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { errorMessage } from '../domain/error';
import { type Env, readEnv } from '../lib/env';
import { withDatabase } from './database';
import { examineKeys } from './doctor-keys';
import type { Finding } from './finding';

type Check = (env: Env, projectRoot: string) => Finding | Promise<Finding | Finding[]>;

/** Check everything that Gantry needs to run here. Nothing is changed. */
export async function examine(projectRoot: string): Promise<Finding[]> {
  const environment = readEnvironment();
  if (!environment.env) return [environment.finding];
  const { env } = environment;
  const findings = [environment.finding];
  for (const check of [
    checkNode,
    checkDataDir,
    checkSecrets,
    checkDatabase,
    checkPort,
    checkConsole,
    checkDocker,
  ])
    findings.push(...[await check(env, projectRoot)].flat());
  return findings;
}

function readEnvironment(): { env: Env | null; finding: Finding } {
  try {
    const env = readEnv();
    return { env, finding: { what: 'environment', isGood: true, detail: `public URL ${env.publicUrl}` } };
  } catch (error) {
    return { env: null, finding: { what: 'environment', isGood: false, detail: errorMessage(error) } };
  }
}

const checkNode: Check = () => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isGood = major > 20 || (major === 20 && minor >= 19);
  return {
    what: 'Node',
    isGood,
    detail: isGood ? process.version : `${process.version} is too old: install 20.19 or later`,
  };
};

const checkDataDir: Check = ({ dataDir }) => {
  const what = 'data directory';
  const folder = resolve(dataDir);
  if (!existsSync(folder))
    return { what, isGood: true, detail: `${folder} will be created at the first start` };
  try {
    accessSync(folder, constants.W_OK);
    return { what, isGood: true, detail: folder };
  } catch {
    return {
      what,
      isGood: false,
      detail: `${folder} cannot be written: change its owner, or set GANTRY_DATA_DIR`,
    };
  }
};

const checkSecrets: Check = ({ dataDir, nextAuthSecret, secretKey }) => {
  const what = 'secrets';
  if (nextAuthSecret && secretKey) return { what, isGood: true, detail: 'from the environment' };
  const file = join(resolve(dataDir), 'secrets.json');
  if (!existsSync(file)) return { what, isGood: true, detail: `${file} will be created at the first start` };
  const isPrivate = (statSync(file).mode & 0o077) === 0;
  return {
    what,
    isGood: isPrivate,
    detail: isPrivate ? file : `${file} can be read by others: chmod 600 ${file}`,
  };
};

const checkDatabase: Check = async (env, projectRoot) => {
  const what = 'database';
  if (!env.databaseUrl && !existsSync(resolve(env.dataDir)))
    return { what, isGood: true, detail: 'embedded PostgreSQL, created at the first start' };
  try {
    return await withDatabase(projectRoot, async (database) => {
      const { rows } = await database.pool.query<{ server_version: string }>('SHOW server_version');
      const version = rows[0]?.server_version ?? 'of an unknown version';
      return [{ what, isGood: true, detail: `PostgreSQL ${version}, migrated` }, await examineKeys(database)];
    });
  } catch (error) {
    return { what, isGood: false, detail: errorMessage(error) };
  }
};

/** Check the port. One in use is fine if Gantry itself responds there. */
const checkPort: Check = async ({ host, port }) => {
  const what = 'port';
  if (await isFree(host, port)) return { what, isGood: true, detail: `${host}:${port} is free` };
  const problem = await problemOfRunning(host, port);
  if (problem === null)
    return { what, isGood: true, detail: `Gantry is running on ${host}:${port}, and ready` };
  return { what, isGood: false, detail: problem };
};

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}

/** Find out why the port cannot be used; null if a working Gantry uses it. */
async function problemOfRunning(host: string, port: number): Promise<string | null> {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const answer = await fetch(`http://${address}:${port}/api/ready`, { signal: AbortSignal.timeout(5_000) });
    if (answer.headers.has('x-gantry-version'))
      return answer.ok ? null : `Gantry is running on ${host}:${port}, but not ready: ${await answer.text()}`;
  } catch {
    // The program does not speak HTTP, or is too slow: see below.
  }
  return `another program uses ${host}:${port}: stop it, or set PORT`;
}

const checkConsole: Check = (_env, projectRoot) => {
  const isBuilt = existsSync(join(projectRoot, '.next', 'BUILD_ID'));
  return { what: 'console', isGood: isBuilt, detail: isBuilt ? 'built' : 'not built: npm run build' };
};

/** Only a hint: Gantry deploys to any machine that it reaches over SSH, and this one may not be a server at all. */
const checkDocker: Check = () => {
  const hasDocker = existsSync('/var/run/docker.sock');
  const detail = hasDocker
    ? 'this machine can be added as a server'
    : 'not installed; only needed where applications run';
  return { what: 'Docker', isGood: true, detail };
};
