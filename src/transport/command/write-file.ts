import { posix } from 'node:path';
import type { Command } from '../../domain/command';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';

const WRITE_DEADLINE_MS = 120_000;

/**
 * Script that writes standard input next to the file and renames it over the file. The size is compared first: for
 * `cat`, a connection that breaks halfway looks like the end of the file.
 */
const WRITE = `
set -eu
mkdir -p -- "$1"
umask 077
[ ! -d "$2" ] || { echo "is a folder" >&2; exit 1; }
new=$(mktemp -- "$2.XXXXXX")
trap 'rm -f -- "$new"' EXIT
cat >"$new"
[ "$(wc -c <"$new")" -eq "$4" ] || { echo "the content did not arrive whole" >&2; exit 1; }
chmod -- "$3" "$new"
mv -f -- "$new" "$2"
trap - EXIT
`;

/** Make the command that writes a file. */
export function writeFileCommand(path: string, content: string | Secret | Uint8Array, mode: number): Command {
  if (!posix.isAbsolute(path) || path.endsWith('/')) {
    throw new AppError('validation_failed', 'A file on a machine needs an absolute path.', { detail: path });
  }
  const stdin = Buffer.from(content instanceof Secret ? content.reveal() : content);
  const args = [posix.dirname(path), path, mode.toString(8).padStart(4, '0'), String(stdin.length)];
  return {
    argv: ['sh', '-c', WRITE, 'write-file', ...args],
    stdin,
    asRoot: true,
    deadlineMs: WRITE_DEADLINE_MS,
  };
}
