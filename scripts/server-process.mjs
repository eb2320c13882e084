import { spawn } from 'node:child_process';
import { projectFolder } from './project.mjs';

/** What asks a program to end: Ctrl-C, a polite kill, a closed terminal. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Run Gantry on this terminal until it ends, passing on requests to end; return its exit code. */
export function runServer() {
  // A group of its own: Ctrl-C would otherwise reach Gantry twice, from the terminal and from here.
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: projectFolder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  for (const signal of endingSignals) process.on(signal, () => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGTERM' ? 0 : 1)));
  });
}
