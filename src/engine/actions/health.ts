import { awaitHealthy } from '../component/health-gate';
import { watch } from '../component/watch';
import type { ActionFunction } from '../step/context';

export const awaitHealthyAction: ActionFunction<'await-healthy'> = ({ check, gate }, context) =>
  awaitHealthy(check, gate, context);

export const watchAction: ActionFunction<'watch'> = async ({ ms, ...watched }, context) => {
  await watch(ms, watched, context);
  return undefined;
};
