import type { Command } from '../../domain/command';
import type { Secret } from '../../domain/secret';
import type { OutputChunk } from '../output/output-chunk';

export interface JobResult {
  code: number;
  /** Byte offset in the job's output up to which `onOutput` was called. */
  offset: number;
  /** Bytes of output above the limit (10 MB), which were not kept. */
  droppedBytes: number;
}

export interface JobFollowOptions {
  /** Resume output at this byte, so that a reconnect neither loses nor repeats lines. */
  offset: number;
  /** Whole lines (or the job's last output). The next chunk is not read before the returned promise resolves. */
  onOutput: (chunk: OutputChunk, offsetAfter: number) => void | Promise<void>;
  signal?: AbortSignal;
  /** Time until following is abandoned. The job itself ends by the deadline of its command. */
  deadlineMs: number;
  /** Values to remove from the output; a resumed process does not have those of `start`. */
  secrets?: readonly Secret[];
}

/**
 * Remote work that outlives the channel: a supervisor on the machine starts the command in its own process group,
 * writes its output to a file and its exit status to another. Names derive from the deployment id, so starting a job
 * again joins it.
 */
export interface RemoteJobs {
  /** Start the job, or do nothing when a job of this name is running or has ended. */
  start(name: string, command: Command): Promise<void>;
  /** Stream the output until the job ends. */
  follow(name: string, options: JobFollowOptions): Promise<JobResult>;
  /** End the job: SIGTERM to the process group, SIGKILL after `graceMs`. A missing job is fine. */
  kill(name: string, graceMs: number): Promise<void>;
  /** Remove the job's files. */
  remove(name: string): Promise<void>;
}
