import { AppError } from '../../domain/error';
import { revealText, type Secret } from '../../domain/secret';

/** A variable name that a POSIX shell can export. */
const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/**
 * Linux refuses an argument above 128 KiB (MAX_ARG_STRLEN, execve(2)), and sshd passes the whole line to the login
 * shell as one argument.
 */
const MAX_LINE_BYTES = 131_071;

/**
 * Quote one word in POSIX single quotes: nothing inside them is special, and a single quote itself is written `'\''`
 * (POSIX.1-2017, Shell Command Language 2.2.2).
 * @throws AppError `validation_failed` when the word contains NUL, which no argument can contain.
 */
export function quoteWord(word: string): string {
  if (word.includes('\0')) {
    throw new AppError('validation_failed', 'A command argument contains a NUL character.');
  }
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * Turn argv into text for a shell; nothing else does.
 * @throws AppError `validation_failed` for NUL or for a line longer than a machine accepts.
 */
export function commandLine(argv: readonly string[]): string {
  const line = argv.map(quoteWord).join(' ');
  if (Buffer.byteLength(line) > MAX_LINE_BYTES) {
    throw new AppError('validation_failed', 'The command is too long for the machine.', {
      detail: `${Buffer.byteLength(line)} bytes, at most ${MAX_LINE_BYTES}`,
    });
  }
  return line;
}

/**
 * Write text for `eval` in the `sh` that is about to `exec "$@"`: `export NAME='value'` for each variable. Other names
 * (`spring.datasource.url`) are not possible: the utility `env` would show their values in the process list.
 * @throws AppError `validation_failed` for a name that no shell can export, or a value with NUL.
 */
export function environmentScript(env: Readonly<Record<string, string | Secret>>): string {
  return Object.entries(env)
    .map(([name, value]) => {
      if (!SHELL_NAME.test(name))
        throw new AppError(
          'validation_failed',
          `A command cannot carry the variable "${name.slice(0, 80)}".`,
        );
      return `export ${name}=${quoteWord(revealText(value))}\n`;
    })
    .join('');
}
