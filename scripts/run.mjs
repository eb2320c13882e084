import { spawn } from 'node:child_process';

/** A program ended with anything but 0; the message carries the end of what it printed. */
export class CommandFailed extends Error {
  constructor(argv, code, output) {
    super(`${argv.join(' ')} failed (${code})\n${tailOf(output, 30)}`.trimEnd());
    this.name = 'CommandFailed';
    this.code = code;
    this.output = output;
  }
}

/** The last `count` lines of a text. */
export function tailOf(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * Run a program to its end and return what it printed. A non-zero exit throws CommandFailed unless
 * `check` is false; `timeoutMs` ends it with SIGKILL.
 */
export function run(command, args = [], { check = true, input, timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...options,
    });
    const stdout = [];
    const stderr = [];
    const all = [];
    child.stdout.on('data', (chunk) => stdout.push(chunk) && all.push(chunk));
    child.stderr.on('data', (chunk) => stderr.push(chunk) && all.push(chunk));
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const output = textOf(all);
      const ended = code ?? signal;
      if (check && ended !== 0) reject(new CommandFailed([command, ...args], ended, output));
      else resolve({ code: ended, stdout: textOf(stdout), stderr: textOf(stderr), output });
    });
    if (input !== undefined) {
      // A program may end without reading its input; its exit code tells, not the broken pipe.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    }
  });
}

const textOf = (chunks) => Buffer.concat(chunks).toString();

/** What a program prints, without the last newline. */
export async function outputOf(command, args, options) {
  return (await run(command, args, options)).stdout.trimEnd();
}
