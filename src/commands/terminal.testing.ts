import { operatorCommands } from '../cli/operator-commands';
import { runIn } from './main';
import type { Terminal } from './terminal';

/** For tests only: a terminal in memory. */
export function testTerminal({
  folder = '/',
  env = {},
  input = '',
  onError,
  onInterrupt = () => undefined,
}: {
  folder?: string;
  env?: Record<string, string>;
  input?: string;
  /** Receives what is printed on standard error while the command runs. */
  onError?: (text: string) => void;
  /** Receives what the command does on an interruption. */
  onInterrupt?: Terminal['onInterrupt'];
}) {
  return {
    /** Run a command. @returns its output and its exit code */
    async run(args: readonly string[], signal: AbortSignal = new AbortController().signal) {
      const printed = { out: '', err: '' };
      const terminal: Terminal = {
        process: {
          stdout: { write: (text: string) => (printed.out += text) },
          stderr: {
            write: (text: string) => {
              printed.err += text;
              onError?.(text);
            },
          },
          env,
        },
        folder,
        input: async () => input,
        secret: async () => input,
        signal,
        onInterrupt,
      };
      await runIn(terminal, args, { version: '0.0.0', operator: operatorCommands });
      return { ...printed, code: Number(terminal.process.exitCode ?? 0) };
    },
  };
}
