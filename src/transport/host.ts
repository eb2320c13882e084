import type { Command, CommandResult } from '../domain/command';
import type { Secret } from '../domain/secret';
import type { ForwardedKey } from './agent/forwarded-key';
import type { DockerApi } from './docker/api';
import type { HostHttp } from './http/exchange';
import type { RemoteJobs } from './jobs/jobs';
import type { OutputChunk } from './output/output-chunk';

export interface RunOptions {
  /** Called with text as it arrives (already redacted, decoded as UTF-8 with invalid bytes replaced). */
  onOutput?: (chunk: OutputChunk) => void;
  signal?: AbortSignal;
  /** Private key offered to remote `ssh` through a forwarded agent during this command (no key file anywhere). */
  forwardKey?: ForwardedKey;
}

/**
 * One machine, as the engine sees it. Implemented over one pooled SSH connection; replaced by a double only in unit
 * tests.
 */
export interface Host extends HostHttp {
  readonly serverUuid: string;
  /**
   * Run a command to its end. Resolves with any exit status; rejects with an AppError when the machine or channel
   * failed.
   */
  run(command: Command, options?: RunOptions): Promise<CommandResult>;
  /** Long work that outlives the SSH channel and this process. */
  readonly jobs: RemoteJobs;
  readonly docker: DockerApi;
  /** Write a file by stdin, never argv, and create its parent folders. Atomic: a temporary file, then a rename. */
  writeFile(path: string, content: string | Secret | Uint8Array, mode: number): Promise<void>;
}
