import type { SpawnOptions } from 'node:child_process';

export interface RunOptions extends SpawnOptions {
  check?: boolean;
  input?: string | Buffer;
  timeoutMs?: number;
}

export class CommandFailed extends Error {
  code: number | string;
  output: string;
}

export function run(
  command: string,
  args?: string[],
  options?: RunOptions,
): Promise<{ code: number | string; stdout: string; stderr: string; output: string }>;
export function outputOf(command: string, args?: string[], options?: RunOptions): Promise<string>;
export function tailOf(text: string, count: number): string;
