import { randomBytes } from 'node:crypto';
import type { Command } from '../../domain/command';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { commandLine, environmentScript } from './shell';

/**
 * Runs on the machine in front of every command. Constant text: what varies comes as arguments and standard input.
 * It prints its process id on stderr (it becomes the command by `exec`, so that is the command's id, and its process
 * group can be stopped), reads the environment from the first lines of standard input up to the mark, and leaves the
 * rest of standard input to the command. Input that ends before the mark runs nothing. `read` takes one byte at a time from a pipe (POSIX), so nothing is lost.
 * The umask is set, because files of a checkout end up in images: their modes must not depend on the machine.
 */
const WRAPPER = `
_gantry_mark=$1 _gantry_cwd=$2 _gantry_agent=$3
shift 3
printf '%s %s\\n' "$_gantry_mark" "$$" >&2
_gantry_env= _gantry_whole=
while IFS= read -r _gantry_line; do
  [ "$_gantry_line" = "$_gantry_mark" ] && _gantry_whole=1 && break
  _gantry_env="$_gantry_env$_gantry_line
"
done
[ -n "$_gantry_whole" ] || { echo "The input of the command ended too early, so nothing was run." >&2; exit 125; }
umask 022
eval "$_gantry_env"
[ -z "$_gantry_agent" ] || export SSH_AUTH_SOCK="$_gantry_agent"
[ -z "$_gantry_cwd" ] || cd -- "$_gantry_cwd" || exit 126
exec "$@"
`;

export interface RemoteCommand {
  line: string;
  stdin: Buffer;
  /** First word of the line on stderr that carries the process id. */
  mark: string;
}

/** Standard input as bytes. */
export function bytesOf(input: Command['stdin']): Buffer {
  if (input === undefined) return Buffer.alloc(0);
  return Buffer.from(input instanceof Secret ? input.reveal() : input);
}

/** What is shown of a command in messages: program and first arguments, or the name ($0) that a script was given. */
export function commandTitle({ argv }: Command): string {
  const isNamedScript = argv[0] === 'sh' && argv[1] === '-c' && argv[3] !== undefined;
  const title = (isNamedScript ? [argv[3]] : argv.slice(0, 3)).join(' ').replace(/\s+/g, ' ');
  return title.length > 80 ? `${title.slice(0, 79)}…` : title;
}

function check(command: Command): void {
  if (command.cwd !== undefined && !command.cwd.startsWith('/')) {
    throw new AppError('validation_failed', 'The working directory of a command must be an absolute path.');
  }
  // `exec -x` would be an option of the shell's own `exec`, and `env a=b` a variable.
  if (!/^[^-=][^=]*$/.test(command.argv[0])) {
    throw new AppError('validation_failed', 'The first word of a command must be a program.');
  }
}

/**
 * The command line and standard input that make a machine run this command. No environment value and no secret stands
 * in the line.
 * @param sudo go through `sudo -n`
 * @param forwardsAgent hand the forwarded agent's socket over to the command
 */
export function remoteCommand(command: Command, sudo: boolean, forwardsAgent = false): RemoteCommand {
  check(command);
  const mark = `gantry-${randomBytes(12).toString('hex')}`;
  const words = ['sh', '-c', WRAPPER, 'gantry', mark, command.cwd ?? ''];
  const prefix = sudo ? ['sudo', '-n', '--'] : [];
  // The login shell, not sudo, knows the socket: sudo clears the environment.
  const agent = forwardsAgent ? '"$SSH_AUTH_SOCK"' : commandLine(['']);
  return {
    line: `exec ${commandLine([...prefix, ...words])} ${agent} ${commandLine(command.argv)}`,
    stdin: Buffer.concat([
      Buffer.from(`${environmentScript(command.env ?? {})}${mark}\n`, 'utf8'),
      bytesOf(command.stdin),
    ]),
    mark,
  };
}
