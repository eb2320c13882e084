import { awaitHealthy } from '../release/health-gate';
import type { ActionFunction } from './context';

export const awaitHealthyAction: ActionFunction<'await-healthy'> = async ({ check }, context) => {
  await awaitHealthy(check, context);
  await context.log.info('The new container is healthy.');
  return undefined;
};
