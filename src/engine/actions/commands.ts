import type { CommandResult } from '../../domain/command';
import { AppError } from '../../domain/error';
import type { ForwardedKey } from '../../transport/agent/forwarded-key';
import type { Facts } from '../plan/facts';
import type { CommandTemplate } from '../plan/text';
import { renderText, resolveCommand } from '../plan/text';
import { requireInside } from '../server/real-path';
import { keysOf } from '../source/known-hosts';
import type { ActionContext, ActionFunction } from '../step/context';
import { captureFacts } from './capture';

/** Exit status of a shell for a program that does not exist. */
const notFound = 127;

/** Run a command, then each of `otherwise` until one succeeds; log the output of all. */
export const runCommand: ActionFunction<'command'> = async (action, context) => {
  let result = await runOnce(action.command, action, context);
  for (const next of action.otherwise ?? []) {
    if (result.code !== 0) result = await runOnce(next, action, context);
  }
  if (result.code !== 0) throw commandFailure(action, result);
  return action.capture && captureFacts(action.capture, result.stdout);
};

export const writeFile: ActionFunction<'write-file'> = async (action, { host }) => {
  await host.writeFile(action.path, action.content, action.mode);
  return undefined;
};

export const removePath: ActionFunction<'remove-path'> = async (action, { host }) => {
  const { code, stderr } = await host.run({
    argv: ['rm', '-rf', '--', action.path],
    asRoot: true,
    deadlineMs: 120_000,
  });
  if (code !== 0)
    throw new AppError('unavailable', `${action.path} could not be removed: ${decisiveLine(stderr)}`);
  return undefined;
};

export const checkInside: ActionFunction<'check-inside'> = async (action, { host }) => {
  await requireInside(host, action.root, action.paths);
  return undefined;
};

export const setFact: ActionFunction<'set-fact'> = async (action): Promise<Facts> => action.facts;

export const writeLog: ActionFunction<'log'> = async (action, { log }) => {
  await log.info(action.text);
  return undefined;
};

/** Run one command and log its output. A captured standard output becomes a fact and is not logged. */
export async function runOnce(
  template: CommandTemplate,
  { forwardKey, capture }: { forwardKey?: ForwardedKey; capture?: unknown },
  { host, facts, signal, log }: ActionContext,
): Promise<CommandResult> {
  await log.debug(`$ ${template.argv.map((text) => renderText(text)).join(' ')}`);
  const result = await host.run(resolveCommand(template, facts), {
    signal,
    ...(forwardKey && { forwardKey: pinned(forwardKey, facts) }),
  });
  if (!capture && result.stdout.trim() !== '') await log.info(result.stdout.trimEnd());
  if (result.stderr.trim() !== '') await log.problem(result.stderr.trimEnd());
  return result;
}

/** Add the known host keys to the key: a host first seen in this deployment is pinned from then on. */
function pinned(key: ForwardedKey, { knownHosts }: Facts): ForwardedKey {
  if (key.hostKeys.length > 0 || !knownHosts) return key;
  return { ...key, hostKeys: keysOf(knownHosts.split('\n')) };
}

/** Build the error of a failed command: what it printed, and what to do about it. */
export function commandFailure(
  { explain, command }: Pick<Parameters<typeof runCommand>[0], 'explain' | 'command'>,
  result: CommandResult,
): AppError {
  const program = renderText(command.argv[0]);
  const reason = decisiveLine(result.stderr) || `${program} ended with status ${result.code}`;
  // For a missing program or ref, the explanation says more than the output.
  const tellsMore = result.code !== notFound && result.stderr.trim() !== '';
  if (explain === undefined) return new AppError('unavailable', reason);
  return new AppError('unavailable', tellsMore ? `${reason} — ${explain}` : explain);
}

/** Pick the line of Git's output that says what happened: it begins with "fatal", above the advice. */
function decisiveLine(text: string): string {
  const lines = text.trim().split('\n');
  const decisive = lines.find((line) => /^(fatal|error):/i.test(line)) ?? lines.at(-1) ?? '';
  return decisive.slice(0, 500);
}
