import { AppError } from '../../domain/error';
import type { ActionFunction } from '../step/context';

const deadlineMs = 20_000;

/** What validation installed comes first: its checksum was verified, and its version is the one that plans are made for. */
export const findTool: ActionFunction<'find-tool'> = async (action, { host, log }) => {
  for (const program of [action.file, action.tool]) {
    const { code, stdout } = await host.run({
      argv: [program, '--version'],
      asRoot: true,
      deadlineMs,
      isQuestion: true,
    });
    if (code !== 0 || !isVersion(stdout, action.version)) continue;
    await log.debug(`${program}: ${stdout.trim()}`);
    return { tool: program };
  }
  throw new AppError('unavailable', action.explain);
};

function isVersion(text: string, wanted: string | null): boolean {
  return wanted === null || text.split(/[\s+]+/).some((word) => word.replace(/^v/, '') === wanted);
}
