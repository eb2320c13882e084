import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { completeDockerfile } from '../build/nixpacks-dockerfile';
import type { ActionFunction } from '../step/context';
import { isThere, readPlan } from './planner';

const deadlineMs = 20_000;

/** Lines that keep the files of nixpacks in the context, whatever the repository ignores; the last match counts. */
const notIgnored = '\n!.nixpacks\n!.nixpacks/**\n';

const folder = '.nixpacks/';
const script = `${folder}build.sh`;

/**
 * Take the plan of nixpacks out of its container, and complete its Dockerfile. The script with the values of all
 * variables stays there, because the image gets the whole context. The Dockerfile is written last: a repeated step that
 * finds it is done.
 */
export const completeNixpacks: ActionFunction<'complete-nixpacks'> = async (action, { host, facts }) => {
  const { container, context, to, keys, as } = action;
  if (await isThere(host, to)) return undefined;
  const plan = await readPlan(host, container);
  const output = { dockerfile: textOf(plan, `${folder}Dockerfile`), script: textOf(plan, script) };
  const dockerfile = completeDockerfile(output, { keys, as, builder: facts.builder ?? 'classic' });
  for (const [path, content] of plan)
    if (path.startsWith(folder) && path !== script)
      await host.writeFile(`${context}/${path}`, content, 0o644);
  await includeFolder(host, `${context}/.dockerignore`);
  await host.writeFile(to, dockerfile, 0o600);
  return undefined;
};

function textOf(plan: ReadonlyMap<string, Buffer>, path: string): string {
  const content = plan.get(path);
  if (content === undefined)
    throw new AppError('unavailable', `nixpacks wrote no ${path.slice(folder.length)}.`);
  return content.toString('utf8');
}

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
  if (code !== 0) throw new AppError('unavailable', `${path.split('/').at(-1)} cannot be read.`);
  return stdout;
}
