import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { AppError } from '../../domain/error';
import type { DockerApi, LogLine, OnLine } from './api';
import type { DockerClient } from './client';
import { LogLineReader } from './log-lines';
import { NewestLines } from './newest-lines';

type Logs = Pick<DockerApi, 'containerLogs' | 'readLog' | 'followLogs'>;

/** Deadline of a follower, which ends with the container or by its signal: Node's longest timer, 24 days. */
const FOLLOW_MS = 2 ** 31 - 1;

/** Convert RFC 3339 with nanoseconds, as Docker prints it, to the seconds with fraction that Docker's API takes. */
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

interface Query {
  tail: number;
  since: string | undefined;
  follow: boolean;
}

/**
 * Open Docker's answer as a stream. dockerode's own `logs` collects an answer in memory unless it follows, and a
 * container may print without end.
 */
function openLog(
  docker: Docker,
  nameOrId: string,
  { tail, since, follow }: Query,
  abortSignal: AbortSignal,
): Promise<AsyncIterable<Buffer>> {
  const from = since === undefined ? {} : { since: sinceSeconds(since) };
  const request = {
    path: `/containers/${encodeURIComponent(nameOrId)}/logs?`,
    method: 'GET',
    abortSignal,
    isStream: true,
    statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
    options: { stdout: true, stderr: true, timestamps: true, tail, follow, ...from },
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(request, (error, answer) => {
      if (error) reject(error);
      else resolve(answer as IncomingMessage); // the meaning of `isStream`
    });
  });
}

/** Handle each line; nothing more is requested from the machine while one is awaited. */
async function eachLine(stream: AsyncIterable<Buffer>, onLine: OnLine): Promise<void> {
  const reader = new LogLineReader();
  for await (const chunk of stream) await eachOf(reader.push(chunk), onLine);
  await eachOf(reader.end(), onLine);
}

async function eachOf(lines: readonly LogLine[], onLine: OnLine): Promise<void> {
  for (const line of lines) {
    const taken = onLine(line);
    if (taken) await taken;
  }
}

/** Create the part of Docker's API for logs. */
export function dockerLogs(client: DockerClient): Logs {
  const readLog: Logs['readLog'] = (nameOrId, { tail, since, onLine, deadlineMs, signal }) =>
    client.call(
      `read the log of ${nameOrId}`,
      async (docker, abortSignal) => {
        const stream = await openLog(docker, nameOrId, { tail, since, follow: false }, abortSignal);
        await eachLine(stream, onLine);
      },
      { ...(deadlineMs !== undefined && { deadlineMs }), ...(signal && { signal }) },
    );

  return {
    readLog,

    async containerLogs(nameOrId, options) {
      const newest = new NewestLines(options.tail);
      await readLog(nameOrId, { ...options, onLine: (line) => newest.add(line) });
      return newest.lines();
    },

    async followLogs(nameOrId, { tail, since, onLine, signal }) {
      try {
        await client.call(
          `follow the log of ${nameOrId}`,
          async (docker, abortSignal) => {
            const stream = await openLog(docker, nameOrId, { tail, since, follow: true }, abortSignal);
            await eachLine(stream, onLine);
          },
          { deadlineMs: FOLLOW_MS, signal },
        );
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
  };
}
