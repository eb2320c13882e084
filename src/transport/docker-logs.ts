import { AppError } from '../domain/error';
import type { DockerApi } from './docker';
import type { DockerClient } from './docker-client';
import { LogLineReader } from './log-lines';

type Logs = Pick<DockerApi, 'containerLogs' | 'followLogs'>;

/** A follower has no deadline of its own: it ends with the container or by its signal. Node's longest timer, 24 days. */
const FOLLOW_MS = 2 ** 31 - 1;

/** RFC 3339 with nanoseconds, as Docker prints it, to the seconds with fraction that Docker's API takes. */
export function sinceSeconds(timestamp: string): string {
  const milliseconds = Date.parse(timestamp);
  if (Number.isNaN(milliseconds)) {
    throw new AppError('validation_failed', 'Not a timestamp (RFC 3339).', {
      detail: timestamp.slice(0, 80),
    });
  }
  const fraction = /\.(\d{1,9})/.exec(timestamp)?.[1] ?? '0';
  return `${Math.floor(milliseconds / 1000)}.${fraction.padEnd(9, '0')}`;
}

function query(tail: number, since: string | undefined) {
  // dockerode's type says number, Docker's API takes a fraction that a number cannot hold.
  const from = since === undefined ? {} : { since: sinceSeconds(since) as unknown as number };
  return { stdout: true, stderr: true, timestamps: true, tail, ...from } as const;
}

/** Logs of a container. */
export function dockerLogs(client: DockerClient): Logs {
  return {
    containerLogs: (nameOrId, { tail, since }) =>
      client.call(`read the log of ${nameOrId}`, async (docker, abortSignal) => {
        const options = { ...query(tail, since), follow: false, abortSignal } as const;
        const reader = new LogLineReader();
        return [...reader.push(await docker.getContainer(nameOrId).logs(options)), ...reader.end()];
      }),

    followLogs: async (nameOrId, { tail, since, onLine, signal }) => {
      try {
        await client.call(
          `follow the log of ${nameOrId}`,
          async (docker, abortSignal) => {
            const options = { ...query(tail, since), follow: true, abortSignal } as const;
            const stream = await docker.getContainer(nameOrId).logs(options);
            const reader = new LogLineReader();
            for await (const chunk of stream) {
              for (const line of reader.push(Buffer.from(chunk))) onLine(line);
            }
            for (const line of reader.end()) onLine(line);
          },
          { deadlineMs: FOLLOW_MS, signal },
        );
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
