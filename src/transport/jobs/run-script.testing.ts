import { spawn } from 'node:child_process';

interface Ended {
  status: number | null;
  stdout: Buffer;
  stderr: string;
}

/** Run a script with its arguments in a shell, for unit tests only. */
export function runScript(args: readonly string[], env: NodeJS.ProcessEnv, input: string): Promise<Ended> {
  const child = spawn('sh', ['-c', ...args], { env });
  const output: { stdout: Buffer[]; stderr: Buffer[] } = { stdout: [], stderr: [] };
  child.stdout.on('data', (chunk: Buffer) => output.stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => output.stderr.push(chunk));
  child.stdin.on('error', () => undefined); // a script may exit before it has read everything
  child.stdin.end(input);
  return new Promise((resolve) =>
    child.on('close', (status) =>
      resolve({
        status,
        stdout: Buffer.concat(output.stdout),
        stderr: Buffer.concat(output.stderr).toString(),
      }),
    ),
  );
}
