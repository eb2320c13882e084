import type { Secret } from '../secret';

export type HealthCheckSpec =
  | HttpHealthCheck
  | CommandHealthCheck
  | ExecHealthCheck
  | DockerHealthCheck
  | NoHealthCheck;

/**
 * Nothing configured: the image's own HEALTHCHECK if it has one, else its ports must accept TCP, or it runs as a
 * worker.
 */
export interface NoHealthCheck {
  kind: 'none';
  /** Whether the image's own check is turned off as well. */
  isOff?: true;
  /** In seconds. */
  startPeriod: number;
}

interface HealthTiming {
  /** In seconds. */
  interval: number;
  timeout: number;
  retries: number;
  startPeriod: number;
}

export interface HttpHealthCheck extends HealthTiming {
  kind: 'http';
  scheme: 'http' | 'https';
  /** Sent as the Host header. */
  host: string;
  /** null: the first exposed port. */
  port: number | null;
  method: 'GET' | 'HEAD' | 'POST' | 'OPTIONS';
  path: string;
  returnCode: number;
  responseText: string | null;
}

/** Docker runs it inside the container, for as long as the container exists. */
export interface CommandHealthCheck extends HealthTiming {
  kind: 'cmd';
  argv: readonly string[];
}

/** A check of a compose file, which Docker runs. null keeps the default of the image or Docker. */
export interface DockerHealthCheck {
  kind: 'docker';
  /** Docker's `Test`, such as `['CMD-SHELL', 'curl -f localhost']`; empty: the image's own. */
  test: readonly string[];
  /** In nanoseconds. */
  interval: number | null;
  timeout: number | null;
  startPeriod: number | null;
  startInterval: number | null;
  retries: number | null;
}

/**
 * Gantry runs it inside the container until it exits with 0, once per operation: a query with the stored credentials
 * (`deployment.md` D15.7).
 */
export interface ExecHealthCheck extends HealthTiming {
  kind: 'exec';
  argv: readonly string[];
  /** Passed as environment of the command, never in argv. */
  env: Readonly<Record<string, Secret>>;
  /** Check that Docker runs afterwards, for as long as the container exists; null: none. */
  thereafter: CommandHealthCheck | null;
}
