import { AppError } from '../../domain/error';
import { locateTool } from '../build/locate-tool';
import type { ActionFunction } from '../step/context';

export const findTool: ActionFunction<'find-tool'> = async (action, { host, log }) => {
  const found = await locateTool(host, action);
  if (found === null) throw new AppError('unavailable', action.explain);
  await log.debug(`${found.program}: ${found.says}`);
  return { tool: found.program };
};
