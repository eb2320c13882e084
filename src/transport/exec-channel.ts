import { constants } from 'node:os';
import type { ClientChannel } from 'ssh2';

/** How a remote command line ended. `lost`: the channel closed without saying how. */
export type ExecEnd = { code: number } | { lost: true };

export interface ExecSinks {
  onStdout(chunk: Buffer): void;
  onStderr(chunk: Buffer): void;
}

/** A process ended by a signal counts as 128 + its number, as every shell reports it. */
function codeOfSignal(name: string | undefined): number {
  const numbers: Record<string, number | undefined> = constants.signals;
  return 128 + ((name && numbers[name]) || constants.signals.SIGKILL);
}

/** Feeds a started channel and reads it to its end. Never rejects: a broken channel ends as `lost`. */
export function pump(channel: ClientChannel, stdin: Uint8Array, sinks: ExecSinks): Promise<ExecEnd> {
  return new Promise((resolve) => {
    let end: ExecEnd = { lost: true };
    let open = 2;
    const closed = () => {
      open--;
      if (open === 0) resolve(end);
    };
    channel.on('data', (chunk: Buffer) => sinks.onStdout(chunk));
    channel.stderr.on('data', (chunk: Buffer) => sinks.onStderr(chunk));
    channel.on('exit', (code: number | null, signal?: string) => {
      end = { code: code ?? codeOfSignal(signal) };
    });
    channel.once('close', closed);
    channel.stderr.once('close', closed);
    channel.end(stdin);
  });
}
