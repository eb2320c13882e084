import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { AppError } from '../../domain/error';
import { CommandOutput } from '../command/command-output';
import type { OutputChunk } from '../output/output-chunk';
import { Redactor } from '../redaction/redactor';
import type { DockerApi } from './api';
import type { DockerClient } from './client';
import { FrameReader } from './log-frames';
import { execStateSchema } from './schemas';

type Exec = Pick<DockerApi, 'exec'>;

/** @param pass called after each piece: output is passed on before more is read */
async function readTo(stream: Duplex, output: CommandOutput, pass: () => Promise<void>): Promise<void> {
  const frames = new FrameReader();
  for await (const chunk of stream) {
    for (const piece of frames.push(Buffer.from(chunk))) output.push(piece.stream, piece.bytes);
    await pass();
  }
  for (const piece of frames.end()) output.push(piece.stream, piece.bytes);
}

async function stateOf(exec: Docker.Exec) {
  return execStateSchema.parse(await exec.inspect());
}

/** Create the part of Docker's API for programs inside containers. */
export function dockerExec(client: DockerClient): Exec {
  return {
    exec: async (nameOrId, argv, options) => {
      const { deadlineMs, stdin, user, signal, onOutput } = options;
      const printed: OutputChunk[] = [];
      const redactor = Redactor.for(options.secrets ?? []);
      const output = new CommandOutput(redactor, onOutput && ((chunk) => printed.push(chunk)));
      const pass = async () => {
        for (const chunk of printed.splice(0)) await onOutput?.(chunk);
      };
      let exec: Docker.Exec | undefined;
      try {
        return await client.call(
          `run ${argv[0]} in ${nameOrId}`,
          async (docker, abortSignal) => {
            exec = await docker.getContainer(nameOrId).exec({
              Cmd: [...argv],
              User: user,
              Env: Object.entries(options.env ?? {}).map(([key, value]) => `${key}=${value.reveal()}`),
              AttachStdin: stdin !== undefined,
              AttachStdout: true,
              AttachStderr: true,
              abortSignal,
            });
            const stream = await exec.start({ hijack: true, stdin: stdin !== undefined, abortSignal });
            if (stdin !== undefined) stream.end(stdin);
            await readTo(stream, output, pass);
            const { ExitCode } = await stateOf(exec);
            if (ExitCode === null)
              throw new AppError('unavailable', `${argv[0]} ended in ${nameOrId} without a status.`);
            const result = output.result(ExitCode);
            await pass();
            return result;
          },
          { deadlineMs, signal },
        );
      } catch (error) {
        if (exec) await stop(client, exec.id);
        throw error;
      }
    },
  };
}

/** Time for a program to get a process after the daemon was asked to start it. */
const startingMs = 5_000;
const startingPauseMs = 100;

/**
 * Stop the process of an exec on the machine, because Docker's API cannot end it. Does nothing when it has ended.
 * While the daemon is still starting the program, waits for its process, which would otherwise keep running.
 */
async function stop(client: DockerClient, id: string): Promise<void> {
  const giveUp = client.clock.monotonicMs() + startingMs;
  for (;;) {
    // An engine that does not answer cannot name the process; the caller already has the original error.
    const state = await client
      .call('inspect a program', (docker) => stateOf(docker.getExec(id)))
      .catch(() => undefined);
    if (state?.ExitCode !== null) return;
    if (state.Pid > 1) return client.host.stopProcess(state.Pid);
    if (client.clock.monotonicMs() >= giveUp) return;
    await client.clock.sleep(startingPauseMs);
  }
}
