import { awaitHealthy } from '../release/health-gate';
import { watch } from '../release/watch';
import type { ActionFunction } from './context';

export const awaitHealthyAction: ActionFunction<'await-healthy'> = ({ check }, context) =>
  awaitHealthy(check, context);

export const watchAction: ActionFunction<'watch'> = async ({ ms }, context) => {
  await watch(ms, context);
  return undefined;
};
