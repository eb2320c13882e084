import { awaitHealthy } from '../component/health-gate';
import { watch } from '../component/watch';
import type { ActionFunction } from '../step/context';

export const awaitHealthyAction: ActionFunction<'await-healthy'> = ({ check }, context) =>
  awaitHealthy(check, context);

export const watchAction: ActionFunction<'watch'> = async ({ ms }, context) => {
  await watch(ms, context);
  return undefined;
};
