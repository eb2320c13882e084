import { AppError } from '../../domain/error';
import type { Redactor } from '../redaction/redactor';
import type { StartMark } from './start-mark';

const SHOWN_CHARACTERS = 300;

/** Messages with which `sudo` refuses a command on stderr; not all of them name it. */
const WORDS_OF_SUDO = /\bsudo(ers)?\b|is not allowed to execute/i;

/**
 * Find out why an ended command was not run by the login of the SSH user, or its output was lost: an account without a
 * shell, a login file that ends the session, or one that redirects the output of commands.
 * @returns null when the command ran, or when sudo refused it: the output then has sudo's message
 */
export function loginFailure(
  { address, code, redactor }: { address: string; code: number; redactor: Redactor },
  { stdout, stderr }: Record<'stdout' | 'stderr', StartMark>,
): AppError | null {
  if (stdout.found && stderr.found) return null;
  if (stdout.found || stderr.found) {
    const which = stdout.found ? 'stderr' : 'stdout';
    return new AppError(
      'unavailable',
      `The output of commands on ${address} is incomplete: a login file of the SSH user redirects ${which}. ` +
        'Remove the redirection (such as "exec >file"), or limit it to interactive shells.',
    );
  }
  const complaint = stderr.end().toString();
  if (code !== 0 && WORDS_OF_SUDO.test(complaint)) return null;
  // A login file may print input that it read from the command.
  const said = redactor.redact(`${stdout.end().toString()}${complaint}`).trim().slice(0, SHOWN_CHARACTERS);
  return new AppError(
    'unavailable',
    `${address} does not run commands: the SSH user’s login shell or a login file exited first` +
      `${said === '' ? '' : ` and said "${said}"`}. Give the user a shell (chsh -s /bin/sh) and login files that do not exit.`,
  );
}
