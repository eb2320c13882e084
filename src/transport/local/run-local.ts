import { type ChildProcess, spawn } from 'node:child_process';

/** A program of this machine. It sees the variables of `env` and no others. */
export interface LocalCommand {
  argv: readonly [string, ...string[]];
  env: Readonly<Record<string, string>>;
  cwd: string;
  deadlineMs: number;
  /** Of standard output; a program that prints more is ended. */
  maxOutputBytes: number;
  /** Ends the program. */
  signal?: AbortSignal;
}

export interface LocalResult {
  /** null: it was ended by a signal. */
  code: number | null;
  stdout: Buffer;
  /** Its last part. */
  stderr: string;
  /** Why it was ended before its own end. */
  endedBy: 'deadline' | 'output' | 'signal' | null;
}

const MAX_ERROR_BYTES = 16_384;

/** Run a program to its end. A program that fails is a result; one that cannot be started rejects. */
export function runLocal(command: LocalCommand): Promise<LocalResult> {
  const { argv, env, cwd, deadlineMs, maxOutputBytes, signal } = command;
  const [program, ...rest] = argv;
  return new Promise((resolve, reject) => {
    // A group of its own, so that what it started ends with it.
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
    // It has ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
