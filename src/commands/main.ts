import { proposeCompletions, run } from '@stricli/core';
import { buildGantry, type OperatorCommand } from './application';
import { endProcess } from './end-process';
import { exitCodes } from './exit-code';
import type { Terminal } from './terminal';

/** Run the command line in this process, then end it with the exit code of the command. */
export async function runCommands(
  args: readonly string[],
  options: { version: string; operator?: readonly OperatorCommand[] },
): Promise<void> {
  const interrupted = new AbortController();
  let beforeEnd: (() => void) | null = null;
  process.on('SIGINT', () => {
    const work = beforeEnd;
    beforeEnd = null;
    if (work) return work();
    interrupted.abort(new Error('Interrupted.'));
    process.exit(exitCodes.interrupted);
  });
  // A reader that stops early (`| head`) is not an error.
  process.stdout.on('error', () => process.exit(exitCodes.done));
  const terminal: Terminal = {
    process,
    folder: process.cwd(),
    input: readInput,
    secret: readSecret,
    signal: interrupted.signal,
    onInterrupt: (work) => {
      beforeEnd = work;
    },
  };
  await runIn(terminal, args, options);
  await endProcess(process.exitCode);
}

/** Run the command line in a terminal; tests pass their own. */
export async function runIn(
  terminal: Terminal,
  args: readonly string[],
  { version, operator = [] }: { version: string; operator?: readonly OperatorCommand[] },
): Promise<void> {
  const gantry = buildGantry(version, operator);
  if (args[0] === '__complete') {
    const proposals = await proposeCompletions(gantry, args.slice(1), terminal);
    for (const { completion } of proposals) terminal.process.stdout.write(`${completion}\n`);
    return;
  }
  await run(gantry, args, terminal);
  // The library's own codes are negative: it did not understand the arguments, or could not load a command.
  const { exitCode } = terminal.process;
  if (typeof exitCode === 'number' && exitCode < 0)
    terminal.process.exitCode = exitCode <= -4 ? exitCodes.wrongUse : exitCodes.failed;
}

async function readInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('Reading standard input. End it with Ctrl-D.\n');
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += chunk;
  return text;
}

async function readSecret(name: string): Promise<string> {
  if (!process.stdin.isTTY) return readInput();
  const { askLine } = await import('./ask');
  return (await askLine(`${name}: `, { isHidden: true })) ?? '';
}
