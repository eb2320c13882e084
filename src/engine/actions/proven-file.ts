import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { type CommandTemplate, resolveCommand } from '../plan/text';
import type { ActionContext } from '../step/context';
import { followToEnd } from './jobs';

/** Follow a job to its end. @throws AppError unavailable when it fails; its log says why */
export async function mustEnd(
  job: string,
  template: CommandTemplate,
  explain: string,
  context: ActionContext,
): Promise<void> {
  const code = await followToEnd(job, template, context);
  if (code !== 0)
    throw new AppError('unavailable', `${explain} See the lines above for the reason (status ${code}).`);
}

/** Run a command that proves something. @throws AppError unavailable with the last line it wrote when it fails */
export async function mustPass(
  template: CommandTemplate,
  explain: string,
  context: ActionContext,
): Promise<void> {
  const { host, facts, signal, secrets } = context;
  const own = Object.values(template.env ?? {}).filter((value) => value instanceof Secret);
  const command = { ...resolveCommand(template, facts), secrets: [...secrets, ...own] };
  const { code, stderr } = await host.run(command, { signal });
  if (code === 0) return;
  const reason = stderr.trim().split('\n').at(-1)?.slice(0, 500) || `status ${code}`;
  throw new AppError('unavailable', `${explain}: ${reason}`);
}

/** Get the size of a file on the server, which must not be empty. @throws AppError unavailable */
export async function mustHaveBytes(
  file: string,
  explain: string,
  { host }: Pick<ActionContext, 'host'>,
): Promise<number> {
  const { stdout } = await host.run({
    argv: ['stat', '--format=%s', '--', file],
    asRoot: true,
    deadlineMs: 60_000,
  });
  const bytes = Number(stdout.trim());
  if (!(bytes > 0)) throw new AppError('unavailable', explain);
  return bytes;
}
