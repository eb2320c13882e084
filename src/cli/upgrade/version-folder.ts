import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../domain/error';
import { programPath } from '../../lib/env';
import { runLocal } from '../../transport/local/run-local';
import type { InstalledVersion } from './upgrade';

const COMMAND_MS = 3_600_000;
const MAX_OUTPUT_BYTES = 1024 * 1024;

/** What a folder needs to run. `npm run build` creates the first three. */
const parts = ['dist/main.js', 'dist/cli.js', '.next/BUILD_ID', 'node_modules', 'prisma/migrations'];

interface VersionFolder {
  folder: string;
  /** The installed program `gantry`: it runs the version of GANTRY_FOLDER with the installation's account and settings. */
  program: string;
  backup: { file: string; passphraseFile: string };
}

/** A version of Gantry in a folder. Its commands run in separate processes. */
export function versionFolder({ folder, program, backup }: VersionFolder): InstalledVersion {
  const key = ['--passphrase-file', backup.passphraseFile];
  const gantry = (...args: string[]) =>
    runProgram([program, ...args], { env: { PATH: programPath(), GANTRY_FOLDER: folder } });
  return {
    version: versionIn(folder),
    async migrations() {
      const missing = parts.find((part) => !existsSync(join(folder, part)));
      if (missing !== undefined)
        throw new AppError('precondition_failed', `${folder} has no ${missing}. Run "npm run build" there.`);
      return readdirSync(join(folder, 'prisma', 'migrations'), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name);
    },
    backUp: () => gantry('backup', '--out', backup.file, ...key),
    migrate: () => gantry('migrate'),
    restore: () => gantry('restore', '--in', backup.file, ...key, '--force', '--recreate'),
  };
}

/** Read the version in a folder. @throws AppError bad_request if it is not a folder of Gantry */
function versionIn(folder: string): string {
  try {
    const read: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const { name, version } = Object(read);
    if (name === 'gantry' && typeof version === 'string') return version;
  } catch (cause) {
    throw new AppError('bad_request', `${folder} is not a Gantry folder.`, { cause });
  }
  throw new AppError('bad_request', `${folder} is not a Gantry folder.`);
}

/** Run a program to its end. @throws AppError with the end of its output */
export async function runProgram(
  argv: readonly [string, ...string[]],
  { env, deadlineMs = COMMAND_MS }: { env: Readonly<Record<string, string>>; deadlineMs?: number },
): Promise<void> {
  const { code, stderr } = await runLocal({
    argv,
    env,
    cwd: '/',
    deadlineMs,
    maxOutputBytes: MAX_OUTPUT_BYTES,
  });
  if (code === 0) return;
  throw new AppError(
    'internal',
    `${argv.join(' ')} ended with ${code ?? 'a signal'}. ${stderr.trim()}`.trim(),
  );
}
