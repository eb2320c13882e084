import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { Redactor } from '../redaction/redactor';
import { ConnectFailure, ConnectionLost, DeadlineExceeded } from '../ssh/failures';
import type { JobFollowOptions, JobResult } from './jobs';
import { JobOutput } from './output';

/** Reads a job's output from the offset for some seconds. Rejects when the connection does. */
export type FollowSlice = (
  offset: number,
  onBytes: (chunk: Buffer) => void | Promise<void>,
  signal: AbortSignal,
) => Promise<string>;

const RECONNECT_FIRST_MS = 500;
const RECONNECT_MOST_MS = 15_000;
const KILLED_CODE = 143;

/** Whether to wait out a failure: the job continues while the connection is down or slow. A refused key is lasting. */
function isPassing(error: unknown): boolean {
  if (error instanceof ConnectionLost || error instanceof DeadlineExceeded) return true;
  return error instanceof ConnectFailure && !['authentication', 'private_key'].includes(error.kind);
}

function jobFailure(name: string, state: string): AppError {
  const reason: Record<string, string> = {
    missing: 'does not exist on the machine: it was never started there, or its files were removed',
    rebooted: 'was lost because the machine restarted',
    gone: 'was lost because its supervisor was killed (the machine may have run out of memory or disk space)',
  };
  return new AppError('unavailable', `The remote job ${name} ${reason[state] ?? 'ended without a status'}.`);
}

/** Parse `gantry-job …` (see scripts.ts); null while the job runs. */
function endOf(name: string, line: string): Omit<JobResult, 'offset'> | null {
  const [state = '', how, code = '', dropped = '0'] = line.split(' ');
  if (state === 'running') return null;
  if (state !== 'ended' || !/^\d+$/.test(code)) throw jobFailure(name, state);
  if (how === 'late') throw new DeadlineExceeded(name);
  const status = Number(code);
  return { code: how === 'killed' && status === 0 ? KILLED_CODE : status, droppedBytes: Number(dropped) };
}

/** Follow a job over as many connections as needed. */
export async function followJob(
  name: string,
  options: JobFollowOptions,
  slice: FollowSlice,
  clock: Clock,
  signal: AbortSignal,
): Promise<JobResult> {
  const output = new JobOutput(
    options.offset,
    Redactor.for(options.secrets ?? []).stream(),
    options.onOutput,
  );
  let waitMs = RECONNECT_FIRST_MS;
  for (;;) {
    let line: string;
    try {
      line = await slice(output.received, (chunk) => output.push(chunk), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error)) throw error;
      await output.settled();
      await clock.sleep(waitMs, signal);
      waitMs = Math.min(waitMs * 2, RECONNECT_MOST_MS);
      continue;
    }
    waitMs = RECONNECT_FIRST_MS;
    await output.settled();
    const end = endOf(name, line);
    if (end) {
      await output.end();
      return { ...end, offset: output.received };
    }
  }
}
