import { AppError } from '../../domain/error';
import type { Redactor } from '../redaction/redactor';
import type { StartMark } from './start-mark';

const SHOWN_CHARACTERS = 300;

/** `sudo` says why it does not run a command on stderr, and not always by its name. */
const WORDS_OF_SUDO = /\bsudo(ers)?\b|is not allowed to execute/i;

/**
 * Find out why a command that has ended was not run by the login of the SSH user, or not with its output: an account
 * without a shell, a login file that ends the session, or one that sends the output of commands elsewhere.
 * @returns null when the command ran, or when it was sudo that refused: its words are the output then
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
  // A login file may print the input that it took from the command.
  const said = redactor.redact(`${stdout.end().toString()}${complaint}`).trim().slice(0, SHOWN_CHARACTERS);
  return new AppError(
    'unavailable',
    `${address} does not run commands: the SSH user’s login shell or a login file exited first` +
      `${said === '' ? '' : ` and said "${said}"`}. Give the user a shell (chsh -s /bin/sh) and login files that do not exit.`,
  );
}
