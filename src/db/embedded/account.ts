import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError } from '../../domain/error';

export interface SystemAccount {
  uid: number;
  gid: number;
}

const accountName = 'postgres';

/**
 * Find the system user for PostgreSQL, which refuses to run as root; created when missing. null: run as the current
 * user.
 */
export function databaseAccount(): SystemAccount | null {
  if (process.getuid?.() !== 0) return null;
  return findAccount() ?? createAccount();
}

function findAccount(): SystemAccount | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, accountName], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null; // `id` exits 1 for an unknown user.
  }
}

function createAccount(): SystemAccount {
  execFileSync(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName],
    {
      stdio: 'pipe',
    },
  );
  const account = findAccount();
  if (!account) throw new AppError('internal', `The system user ${accountName} could not be created.`);
  return account;
}

/** Whether another user can reach `path`: a checkout in a home folder of mode 700 is not reachable. */
export function isReachable(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const found = statSync(folder, { throwIfNoEntry: false });
    if (found && (found.mode & 0o001) === 0 && folder !== resolve(path)) return false;
    if (folder === dirname(folder)) return true;
  }
}
