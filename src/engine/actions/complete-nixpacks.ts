import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { completeDockerfile } from '../build/nixpacks-dockerfile';
import type { ActionFunction } from '../step/context';

const deadlineMs = 20_000;

/** Lines that keep the files of nixpacks in the context, whatever the repository ignores; the last match counts. */
const notIgnored = '\n!.nixpacks\n!.nixpacks/**\n';

/**
 * Complete the Dockerfile of nixpacks. The script with the values of all variables is removed, because the image gets
 * the whole context; a repeated step therefore keeps the Dockerfile of the first attempt.
 */
export const completeNixpacks: ActionFunction<'complete-nixpacks'> = async (action, { host, facts }) => {
  const { context, to, keys, as } = action;
  const folder = `${context}/.nixpacks`;
  const script = `${folder}/build.sh`;
  if (!(await typeOf(host, to))) {
    await includeFolder(host, `${context}/.dockerignore`);
    const output = { dockerfile: await read(host, `${folder}/Dockerfile`), script: await read(host, script) };
    const builder = facts.builder ?? 'classic';
    await host.writeFile(to, completeDockerfile(output, { keys, as, builder }), 0o600);
  }
  const { code } = await host.run({ argv: ['rm', '-f', '--', script], asRoot: true, deadlineMs });
  if (code !== 0) throw new AppError('unavailable', 'A file of nixpacks could not be removed.');
  return undefined;
};

async function includeFolder(host: Host, ignoreFile: string): Promise<void> {
  // A link is left alone: it may lead out of the repository.
  if (!(await typeOf(host, ignoreFile))?.startsWith('regular')) return;
  const text = await read(host, ignoreFile);
  if (!text.endsWith(notIgnored)) await host.writeFile(ignoreFile, `${text}${notIgnored}`, 0o644);
}

/** Get the type of a file, without following a link; null when there is none. */
async function typeOf(host: Host, path: string): Promise<string | null> {
  const argv = ['stat', '-c', '%F', '--', path] as const;
  const { code, stdout } = await host.run({ argv, asRoot: true, deadlineMs, isQuestion: true });
  return code === 0 ? stdout.trim() : null;
}

async function read(host: Host, path: string): Promise<string> {
  const { code, stdout } = await host.run({ argv: ['cat', path], asRoot: true, deadlineMs });
  if (code !== 0) throw new AppError('unavailable', `nixpacks wrote no ${path.split('/').at(-1)}.`);
  return stdout;
}
