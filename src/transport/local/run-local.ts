import { type ChildProcess, spawn } from 'node:child_process';

/** A program of this machine. It gets only the variables of `env`. */
export interface LocalCommand {
  argv: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
  cwd: string;
  deadlineMs: number;
  /** Limit of standard output; a program that prints more is killed. */
  maxOutputBytes: number;
  /** Kills the program. */
  signal?: AbortSignal;
}

export interface LocalResult {
  /** null: a signal ended it. */
  code: number | null;
  stdout: Buffer;
  /** Only the last part. */
  stderr: string;
  /** Why it was ended early. */
  endedBy: 'deadline' | 'output' | 'signal' | null;
}

const MAX_ERROR_BYTES = 16_384;

/** Run a program to its end. A program that fails is a result; one that cannot be started rejects. */
export function runLocal(command: LocalCommand): Promise<LocalResult> {
  const { argv, env, cwd, deadlineMs, maxOutputBytes, signal } = command;
  const [program, ...rest] = argv;
  return new Promise((resolve, reject) => {
    // In its own process group, so that everything it started ends with it.
    const child = spawn(program, rest, {
      cwd,
      env: env as NodeJS.ProcessEnv, // Next's types want NODE_ENV in every environment
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    let outputBytes = 0;
    let errors = Buffer.alloc(0);
    let endedBy: LocalResult['endedBy'] = null;
    const end = (reason: NonNullable<LocalResult['endedBy']>) => {
      endedBy ??= reason;
      endGroup(child);
    };
    const timer = setTimeout(() => end('deadline'), deadlineMs);
    const onAbort = () => end('signal');
    if (signal?.aborted) onAbort();
    signal?.addEventListener('abort', onAbort);
    child.stdout.on('data', (chunk: Buffer) => {
      outputBytes += chunk.length;
      if (outputBytes > maxOutputBytes) end('output');
      else output.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors = Buffer.concat([errors, chunk]).subarray(-MAX_ERROR_BYTES);
    });
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code) => {
      settle();
      resolve({ code, stdout: Buffer.concat(output), stderr: errors.toString('utf8'), endedBy });
    });
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has already exited.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
