import { AppError, errorMessage } from '../../domain/error';

/** A version of Gantry on this machine, as far as an upgrade needs it. */
export interface InstalledVersion {
  readonly version: string;
  /** List the names of its migrations. @throws AppError if the version is incomplete */
  migrations(): Promise<readonly string[]>;
  backUp(): Promise<void>;
  migrate(): Promise<void>;
  /** Restore the backup into a database with tables of whichever version. */
  restore(): Promise<void>;
}

/** The service that runs Gantry on this machine. */
export interface Service {
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Make the next start use this version. */
  use(version: InstalledVersion): Promise<void>;
  /** @throws AppError if this version does not report that it is ready */
  waitUntilReady(version: InstalledVersion): Promise<void>;
}

export interface Upgrade {
  present: InstalledVersion;
  next: InstalledVersion;
  service: Service;
  say: (line: string) => void;
}

interface Step {
  title: string;
  run(): Promise<void>;
  /** Undo the step, even if only a part of it was done. */
  undo?: () => Promise<void>;
}

/**
 * Upgrade Gantry, or leave version and database as they were.
 * @throws AppError with the failed step, and whether the previous version is running again
 */
export async function upgrade({ present, next, service, say }: Upgrade): Promise<void> {
  const steps: Step[] = [
    { title: 'Check both versions', run: () => requireSuccessor(present, next) },
    {
      title: 'Stop Gantry',
      run: () => service.stop(),
      undo: async () => {
        await service.start();
        await service.waitUntilReady(present);
      },
    },
    { title: 'Back up database and secrets', run: () => present.backUp() },
    { title: 'Migrate the database', run: () => next.migrate(), undo: () => present.restore() },
    {
      title: `Switch to ${next.version}`,
      run: () => service.use(next),
      undo: () => service.use(present),
    },
    { title: 'Start Gantry', run: () => service.start(), undo: () => service.stop() },
    { title: 'Wait until it is ready', run: () => service.waitUntilReady(next) },
  ];
  const begun: Step[] = [];
  for (const step of steps) {
    say(step.title);
    begun.unshift(step);
    try {
      await step.run();
    } catch (error) {
      const failure = `${step.title}: ${errorMessage(error)}`;
      say(`Failed. ${failure}`);
      await goBack(begun, failure, say);
      const end =
        begun.length > 1
          ? `Gantry ${present.version} is running again with the previous database.`
          : 'Nothing was changed.';
      throw new AppError('internal', `The upgrade failed. ${failure}\n${end}`, { cause: error });
    }
  }
}

async function goBack(begun: readonly Step[], failure: string, say: (line: string) => void): Promise<void> {
  for (const { title, undo } of begun) {
    if (!undo) continue;
    say(`Undo: ${title}`);
    try {
      await undo();
    } catch (error) {
      throw new AppError(
        'internal',
        `The upgrade failed. ${failure}\nUndoing it failed at "${title}": ${errorMessage(error)}\nThe backup is kept. See "Upgrade and backup" in the documentation.`,
        { cause: error },
      );
    }
  }
}

/** Require that the next version is newer and knows every migration of the present one. @throws AppError conflict */
async function requireSuccessor(present: InstalledVersion, next: InstalledVersion): Promise<void> {
  if (compareVersions(next.version, present.version) <= 0)
    throw new AppError(
      'conflict',
      `Gantry ${next.version} is not newer than the running version ${present.version}.`,
    );
  const known = new Set(await next.migrations());
  const missing = (await present.migrations()).find((name) => !known.has(name));
  if (missing !== undefined)
    throw new AppError('conflict', `Gantry ${next.version} does not know the migration ${missing}.`);
}

/** Compare versions number by number. A pre-release, which has a hyphen, is before its release. */
export function compareVersions(a: string, b: string): number {
  const read = (version: string) => {
    const [release = '', ...before] = version.split('-');
    return { numbers: release.split('.').map(Number), before: before.join('-') };
  };
  const [one, other] = [read(a), read(b)];
  for (const [at, number] of one.numbers.entries()) {
    const difference = number - (other.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (one.before === other.before) return 0;
  if (one.before === '' || other.before === '') return one.before === '' ? 1 : -1;
  return one.before < other.before ? -1 : 1;
}
