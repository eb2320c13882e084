import { AppError } from '../../domain/error';
import { revealText, type Secret } from '../../domain/secret';

/** A variable name that a POSIX shell can export. */
const SHELL_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Names that are variables to everything but a shell: `spring.datasource.url`. */
const DOTTED_NAME = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/**
 * Linux refuses one argument above 128 KiB (MAX_ARG_STRLEN, execve(2)), and sshd hands the whole line to the login
 * shell as one argument.
 */
const MAX_LINE_BYTES = 131_071;

/**
 * Quote one word in POSIX single quotes: nothing between them is special, and a single quote itself is written `'\''`
 * (POSIX.1-2017, Shell Command Language 2.2.2).
 * @throws AppError `validation_failed` when the word contains NUL, which no argument can carry.
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
 * Text for `eval` in the `sh` that is about to `exec "$@"`: `export NAME='value'` for each variable. A shell can
 * neither export nor keep a name with a dot, so `env` sets those: it is put before the command, and is replaced by it
 * before the command begins.
 * @throws AppError `validation_failed` for a name that no program expects, or a value with NUL.
 */
export function environmentScript(env: Readonly<Record<string, string | Secret>>): string {
  const entries = Object.entries(env);
  for (const [name] of entries)
    if (!DOTTED_NAME.test(name))
      throw new AppError('validation_failed', `"${name.slice(0, 80)}" is not a name of a variable.`);
  const exported = entries.filter(([name]) => SHELL_NAME.test(name));
  const others = entries.filter(([name]) => !SHELL_NAME.test(name));
  const lines = exported.map(([name, value]) => `export ${name}=${quoteWord(revealText(value))}\n`);
  if (others.length === 0) return lines.join('');
  const assignments = others.map(([name, value]) => quoteWord(`${name}=${revealText(value)}`));
  return `${lines.join('')}set -- env ${assignments.join(' ')} "$@"\n`;
}
