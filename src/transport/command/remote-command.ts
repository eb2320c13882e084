import { randomBytes } from 'node:crypto';
import type { Command } from '../../domain/command';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { commandLine, environmentScript, quoteWord } from './shell';

/**
 * Runs on the machine before every command. The login shell, which may be any, gets it as one word: so it is one short
 * line without the characters that csh (`!`, line ends) and fish (`\\`, `\'`) interpret even inside single quotes. It
 * marks on both streams that login files have ended and the command begins; on stderr with its process id, which
 * becomes the command's by `exec`, so that its process group can be stopped. The printed mark is not in the line,
 * because a login file may have turned on echo (`set -x`). Then it reads a script from standard input, between two
 * marks, and leaves the rest to the command: `read` takes one byte at a time from a pipe (POSIX), so nothing is lost.
 * Without both marks nothing runs: the connection ended early, or a login file has read part of the input.
 */
const BOOT = [
  '_g_m=$1 _g_a=$2 _g_s=',
  '_g_n=$(printf "\\n.")',
  `_g_n=\${_g_n%.}`,
  'printf "%s.\\n" "$_g_m"',
  'printf "%s. %s\\n" "$_g_m" "$$" >&2',
  'IFS= read -r _g_l && [ "$_g_l" = "$_g_m" ] && while IFS= read -r _g_l',
  'do [ "$_g_l" = "$_g_m" ] && eval "$_g_s"',
  '_g_s="$_g_s$_g_l$_g_n"',
  'done',
  'echo "The command did not receive its whole input, so it was not run. Check whether a login file of the user reads it." >&2',
  'exit 125',
].join('; ');

/**
 * Write the script of one command. It sets the umask, because files of a checkout end up in images: their modes must
 * not depend on the machine.
 */
function script({ argv, env = {}, cwd }: Command): string {
  return [
    'umask 022\n',
    `set -- ${commandLine(argv)}\n`,
    environmentScript(env),
    '[ -z "$_g_a" ] || export SSH_AUTH_SOCK="$_g_a"\n',
    cwd === undefined ? '' : `cd -- ${quoteWord(cwd)} || exit 126\n`,
    'exec "$@"\n',
    'exit 126\n',
  ].join('');
}

export interface RemoteCommand {
  line: string;
  stdin: Buffer;
  /** Start of the first line of both streams; on stderr the process id follows (see StartMark). */
  mark: string;
}

/** Convert standard input to bytes. */
export function bytesOf(input: Command['stdin']): Buffer {
  if (input === undefined) return Buffer.alloc(0);
  return Buffer.from(input instanceof Secret ? input.reveal() : input);
}

/** Name a command in messages: program and first arguments, or the name ($0) given to a script. */
export function commandTitle({ argv }: Command): string {
  const isNamedScript = argv[0] === 'sh' && argv[1] === '-c' && argv[3] !== undefined;
  const title = (isNamedScript ? [argv[3]] : argv.slice(0, 3)).join(' ').replace(/\s+/g, ' ');
  return title.length > 80 ? `${title.slice(0, 79)}…` : title;
}

function check(command: Command): void {
  if (command.cwd !== undefined && !command.cwd.startsWith('/')) {
    throw new AppError('validation_failed', 'The working directory of a command must be an absolute path.');
  }
  // `exec -x` would be an option of the shell's own `exec`, and `env a=b` an assignment.
  if (!/^[^-=][^=]*$/.test(command.argv[0])) {
    throw new AppError('validation_failed', 'The first word of a command must be a program.');
  }
}

/**
 * Make the command line and standard input with which a machine runs this command. The line is the same for all
 * commands except its mark: command, environment and input travel on standard input.
 * @param sudo go through `sudo -n`
 * @param forwardsAgent pass the forwarded agent's socket to the command
 */
export function remoteCommand(command: Command, sudo: boolean, forwardsAgent = false): RemoteCommand {
  check(command);
  const mark = `gantry-${randomBytes(12).toString('hex')}`;
  // The login shell knows the socket, but sudo does not: it clears the environment.
  const agent = forwardsAgent ? '"$SSH_AUTH_SOCK"' : "''";
  return {
    line: `exec ${sudo ? 'sudo -n -- ' : ''}sh -c ${quoteWord(BOOT)} gantry ${mark} ${agent}`,
    stdin: Buffer.concat([
      Buffer.from(`${mark}\n${script(command)}${mark}\n`, 'utf8'),
      bytesOf(command.stdin),
    ]),
    mark: `${mark}.`,
  };
}
