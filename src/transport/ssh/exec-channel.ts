import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { ClientChannel } from 'ssh2';

/** The end of a remote command line. `lost`: the channel closed without an exit status. */
export type ExecEnd = { code: number } | { lost: true };

/** Receivers of the output. The machine waits for a returned promise. */
export interface ExecSinks {
  onStdout(chunk: Buffer): void | Promise<void>;
  onStderr(chunk: Buffer): void | Promise<void>;
}

/** Get the exit status of a process ended by a signal: 128 + its number, as every shell reports it. */
function codeOfSignal(name: string | undefined): number {
  const numbers: Record<string, number | undefined> = constants.signals;
  return 128 + ((name && numbers[name]) || constants.signals.SIGKILL);
}

/** Read a stream no faster than its sink accepts. */
function feed(stream: Readable, sink: ExecSinks['onStdout'], failed: (error: unknown) => void): void {
  stream.on('data', (chunk: Buffer) => {
    try {
      const taken = sink(chunk);
      if (!taken) return;
      stream.pause();
      taken.then(() => stream.resume(), failed);
    } catch (error) {
      failed(error); // if thrown here, it would end the process
    }
  });
}

/**
 * Send input to a started channel and read it to its end. A broken channel ends as `lost`.
 * @throws what a sink threw; the channel is then closed
 */
export function pump(channel: ClientChannel, stdin: Uint8Array, sinks: ExecSinks): Promise<ExecEnd> {
  return new Promise((resolve, reject) => {
    let end: ExecEnd = { lost: true };
    let open = 2;
    const closed = () => {
      open--;
      if (open === 0) resolve(end);
    };
    const failed = (error: unknown) => {
      reject(error);
      for (const stream of [channel, channel.stderr]) stream.removeAllListeners('data').resume();
      channel.close();
    };
    feed(channel, (chunk) => sinks.onStdout(chunk), failed);
    feed(channel.stderr, (chunk) => sinks.onStderr(chunk), failed);
    channel.on('exit', (code: number | null, signal?: string) => {
      end = { code: code ?? codeOfSignal(signal) };
    });
    channel.once('close', closed);
    channel.stderr.once('close', closed);
    channel.end(stdin);
  });
}
