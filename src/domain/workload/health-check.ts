import type { Secret } from '../secret';

export type HealthCheckSpec =
  | HttpHealthCheck
  | CommandHealthCheck
  | ExecHealthCheck
  | DockerHealthCheck
  | NoHealthCheck;

/**
 * Nothing configured: the image's own HEALTHCHECK when it has one, else its ports accept TCP, or it runs as a worker.
 */
export interface NoHealthCheck {
  kind: 'none';
  /** The image's own check is taken away as well. */
  isOff?: true;
  /** Seconds. */
  startPeriod: number;
}

interface HealthTiming {
  /** Seconds. */
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

/** Docker runs it inside the container, for as long as the container lives. */
export interface CommandHealthCheck extends HealthTiming {
  kind: 'cmd';
  argv: readonly string[];
}

/** As a compose file says it: Docker runs it. What is null is as the image or Docker has it. */
export interface DockerHealthCheck {
  kind: 'docker';
  /** Docker's `Test`, such as `['CMD-SHELL', 'curl -f localhost']`; empty: the image's own. */
  test: readonly string[];
  /** Nanoseconds. */
  interval: number | null;
  timeout: number | null;
  startPeriod: number | null;
  startInterval: number | null;
  retries: number | null;
}

/**
 * Gantry runs it inside the container until it exits with 0, once for an operation: a query with the stored credentials
 * (`deployment.md` D15.7).
 */
export interface ExecHealthCheck extends HealthTiming {
  kind: 'exec';
  argv: readonly string[];
  /** Delivered as environment of the command, never in argv. */
  env: Readonly<Record<string, Secret>>;
  /** Check that Docker runs from then on, for as long as the container lives; null: none. */
  thereafter: CommandHealthCheck | null;
}
