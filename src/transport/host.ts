import type { Command, CommandResult } from '../domain/command';
import type { Secret } from '../domain/secret';
import type { DockerApi } from './docker';
import type { ForwardedKey } from './forwarded-key';
import type { RemoteJobs } from './jobs';
import type { OutputChunk } from './output-chunk';

/** How to reach a machine. Everything that a connection depends on; two equal targets share one connection. */
export interface HostTarget {
  serverUuid: string;
  address: string;
  port: number;
  user: string;
  privateKey: Secret;
  /** The pinned host key (OpenSSH base64 blob), or null before the first validation pinned one. */
  hostKey: string | null;
  /** Seconds; `connection_timeout` of the server. */
  connectTimeoutSeconds: number;
}

export interface RunOptions {
  /** Called with text as it arrives (already redacted, decoded as UTF-8 with invalid bytes replaced). */
  onOutput?: (chunk: OutputChunk) => void;
  signal?: AbortSignal;
  /** Private key offered to remote `ssh` through a forwarded agent for the time of this command (no key file anywhere). */
  forwardKey?: ForwardedKey;
}

export interface UnixHttpRequest {
  socketPath: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
  deadlineMs: number;
}

export interface UnixHttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** An HTTP request to an address as the machine sees it, such as a container's on a bridge network. */
export interface HttpProbeRequest {
  scheme: 'http' | 'https';
  address: string;
  port: number;
  method: string;
  path: string;
  headers?: Record<string, string>;
  timeoutMs: number;
}

export interface HttpProbeResponse {
  status: number;
  /** At most the first 64 KB. */
  body: string;
}

/** One machine, as the engine sees it. Implemented over one pooled SSH connection; doubled in unit tests only. */
export interface Host {
  readonly serverUuid: string;
  /** Runs to the end. Resolves with any exit status; rejects with an AppError when the machine or channel failed. */
  run(command: Command, options?: RunOptions): Promise<CommandResult>;
  /** Long work that outlives the SSH channel and this process. */
  readonly jobs: RemoteJobs;
  readonly docker: DockerApi;
  /** Writes by stdin, never argv; creates parent folders; atomic (temporary file, then rename). */
  writeFile(path: string, content: string | Secret | Uint8Array, mode: number): Promise<void>;
  /** HTTP over a unix socket of the machine (Docker, Caddy's admin endpoint). */
  httpOverSocket(request: UnixHttpRequest): Promise<UnixHttpResponse>;
  /**
   * One HTTP exchange over a forwarded TCP channel. Follows no redirect and checks no certificate: it asks a container
   * whether it is well. Rejects with `unavailable` when nothing answers, `forbidden` when sshd refuses forwarding.
   */
  httpProbe(request: HttpProbeRequest): Promise<HttpProbeResponse>;
  /** Resolves when the address accepts a TCP connection; rejects like `httpProbe`. */
  tcpProbe(request: { address: string; port: number; timeoutMs: number }): Promise<void>;
}
