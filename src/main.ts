import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { version } from '../package.json';
import { createProviders } from './auth/providers/create';
import { claimDataDirectory } from './db/embedded/exclusive';
import { openEmbeddedDatabase } from './db/embedded/server';
import { supervise } from './db/embedded/supervise';
import type { Patiently } from './db/until-answered';
import { errorMessage } from './domain/error';
import type { Secret } from './domain/secret';
import { systemClock } from './lib/clock';
import { type Env, exportForLibraries, readEnv } from './lib/env';
import { endOnFault } from './lib/fault';
import { anchorFileOf, type InstallationSecrets, installationSecrets } from './lib/installation-secrets';
import { createLogger, type Logger } from './lib/log';
import { createShutdown, type Shutdown } from './lib/shutdown';
import type { GraphileQueue } from './queue/graphile-queue';
import type { Services } from './services/context';
import { DenialBudget } from './services/denial-budget';
import { smtpServerOfUrl } from './services/smtp-url';

/** The checkout, from `src/main.ts` and from the bundled `dist/main.js` alike. */
const projectRoot = join(fileURLToPath(import.meta.url), '..', '..');
/** Time within which two signals are one request to stop: one of the process group, and one that a parent passes on. */
const sameSignalMs = 1_000;
/** Of the 100 ms in which a forge has its answer (deployment contract D11.1), some are for reading the call. */
const WEBHOOK_ANSWER_MS = 70;

const shutdown = createShutdown(systemClock);
let stoppingSince: number | null = null;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0));
endOnFault(process, {
  report: (fault) => createLogger('error').fatal(fault, 'Gantry ends: an error that nothing caught'),
  stop,
  exit: (exitCode) => process.exit(exitCode),
  clock: systemClock,
});
const starting = start(shutdown);
starting.catch((error: unknown) => {
  if (stoppingSince !== null) return; // it fails because it is being stopped
  process.stderr.write(`${errorMessage(error)}\n`);
  return stop(1);
});

/** Start environment, database, queue, worker and HTTP, as far as this process's role goes. */
async function start(started: Shutdown): Promise<void> {
  const env = readEnv();
  exportForLibraries({ NODE_ENV: env.nodeEnv });
  const secrets = installationSecrets(env);
  // Loading the modules takes as long as opening the database: side by side.
  const [url, modules] = await Promise.all([openPostgres(env, started), loadModules()]);
  const log = createLogger(env.logLevel);
  const patiently: Patiently = (work) => modules.untilAnswered(work, { url, log });
  const opening = { url, modules, started, log, patiently };
  const { services, queue } = await openServices(env, secrets, opening);
  if (env.role !== 'web') {
    const worker = await modules.startWorker(services, queue, env, patiently);
    started.add('worker', () => worker.stop());
  }
  if (env.role !== 'worker') {
    // PostgreSQL may go away at any time: once requests are answered, nothing of the start may need it.
    const { publicUrl, setupToken: given } = env;
    const { secretKey } = secrets;
    const link = await patiently(() => modules.setupLink(services.database, { publicUrl, given, secretKey }));
    await listen(env, secrets, services, opening);
    process.stdout.write(`Gantry ${version} is running at ${publicUrl}\n`);
    if (link) process.stdout.write(`Create the first owner: ${link.reveal()}\n`);
  }
}

async function openPostgres(env: Env, started: Shutdown): Promise<Secret> {
  if (env.databaseUrl) return env.databaseUrl;
  const embedded = await openEmbeddedDatabase(env.dataDir);
  const log = createLogger(env.logLevel);
  const release = await claimDataDirectory(embedded.url, resolve(env.dataDir), log);
  started.add('embedded PostgreSQL', () => embedded.stop());
  started.add('supervision of the embedded PostgreSQL', supervise(embedded, { log, onGone }));
  started.add('data directory', release);
  return embedded.url;
}

function onGone(error: unknown): void {
  process.stderr.write(
    `Gantry ends: its embedded PostgreSQL cannot be started again. ${errorMessage(error)}\n`,
  );
  void stop(1);
}

type Modules = Awaited<ReturnType<typeof loadModules>>;

async function loadModules() {
  const [
    database,
    migrate,
    notify,
    answering,
    queue,
    hosts,
    limits,
    instance,
    auditEnd,
    keyRing,
    setup,
    owner,
    worker,
    server,
    pages,
    answered,
  ] = await Promise.all([
    import('./db/database'),
    import('./db/migrate'),
    import('./db/notify'),
    import('./db/answering-process'),
    import('./queue/graphile-queue'),
    import('./transport/host-factory'),
    import('./auth/limits/open'),
    import('./services/installation/instance'),
    import('./services/audit/check-end'),
    import('./services/installation/key-ring'),
    import('./services/setup/setup-token'),
    import('./services/setup/unattended-owner'),
    import('./worker/worker'),
    import('./http/server'),
    import('./http/pages'),
    import('./db/until-answered'),
  ]);
  return {
    ...database,
    ...migrate,
    ...notify,
    ...answering,
    ...queue,
    ...hosts,
    ...limits,
    ...instance,
    ...auditEnd,
    ...keyRing,
    ...setup,
    ...owner,
    ...worker,
    ...server,
    ...pages,
    ...answered,
  };
}

interface Opening {
  url: Secret;
  modules: Modules;
  started: Shutdown;
  log: Logger;
  patiently: Patiently;
}

async function openServices(
  env: Env,
  { secretKey, olderKeys }: InstallationSecrets,
  { url, modules, started, log, patiently }: Opening,
): Promise<{ services: Services; queue: GraphileQueue }> {
  const database = modules.openDatabase(url, secretKey, { olderKeys, anchorFile: anchorFileOf(env) });
  started.add('database connections', () => database.close());
  database.reach.reportTo(log);
  const applied = await patiently(() => modules.migrate(database.maintenance, url, projectRoot));
  if (applied.length > 0) log.info({ migrations: applied }, 'database migrated');
  await patiently(() => modules.requireKeys(database.maintenance, database.sealer));
  await patiently(() => modules.checkTrailEnd({ database, log }));
  const instance = await patiently(() => modules.ensureInstance(database));
  const { owner } = env;
  if (owner && !instance.hasOwner) await patiently(() => modules.createUnattendedOwner(database, owner));

  const changes = await modules.openChangeFeed(database, log);
  started.add('change feed', () => changes.close());
  const queue = await patiently(() => modules.openQueue(database.pool, log));
  started.add('queue', () => queue.close());
  const hosts = modules.createHostPool({ clock: systemClock, log });
  started.add('SSH connections', () => hosts.close());
  const installation = {
    uuid: instance.uuid,
    publicUrl: env.publicUrl,
    port: env.port,
    internalHosts: env.internalHosts,
    catalogueDir: env.catalogueDir,
    smtp: env.smtp && smtpServerOfUrl(env.smtp.url, env.smtp.from, env.publicUrl),
    version,
    containerLogQuota: env.containerLogMegabytes * 1024 * 1024,
    databaseProxyImage: env.databaseProxyImage,
    buildToolsUrl: env.buildToolsUrl,
    webhookAnswerMs: WEBHOOK_ANSWER_MS,
    acme: env.acme,
  };
  const denials = new DenialBudget();
  const providers = createProviders(env.providers);
  const limits = await modules.openLimits({
    redisUrl: env.role === 'worker' ? null : env.redisUrl, // a worker answers no requests
    settings: { apiPerMinute: env.apiRateLimit },
    log,
    installation: instance.uuid,
  });
  started.add('rate limits', () => limits.close());
  return {
    queue,
    services: {
      database,
      clock: systemClock,
      log,
      queue,
      hosts,
      changes,
      limits,
      denials,
      providers,
      installation,
    },
  };
}

async function listen(
  env: Env,
  { nextAuthSecret }: InstallationSecrets,
  services: Services,
  { modules, started }: Opening,
): Promise<void> {
  const pages = modules.createPageHandler(projectRoot, services.log);
  const { host, port, trust, allowsQueryToken } = env;
  const leave = await modules.registerAnsweringProcess(
    services.database.url,
    env.redisUrl ? 'together' : 'alone',
    services.log,
  );
  started.add('place among the processes', leave);
  const options = { host, port, trust, allowsQueryToken, nextAuthSecret, pages };
  const server = await modules.startServer(services, options);
  started.add('HTTP server', () => server.stop());
}

/** End what was started, in reverse order. A second signal does not wait for it. */
async function stop(exitCode: number): Promise<void> {
  if (stoppingSince !== null) {
    if (performance.now() - stoppingSince > sameSignalMs) process.exit(1);
    return;
  }
  stoppingSince = performance.now();
  const failures = await shutdown.run(starting);
  for (const failure of failures) process.stderr.write(`Gantry could not end ${failure}\n`);
  process.exit(failures.length > 0 ? 1 : exitCode);
}
