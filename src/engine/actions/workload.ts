import { errorMessage } from '../../domain/error';
import { proxyOf } from '../proxy/kinds';
import type { ActionFunction } from '../step/context';
import { removeOrphans } from '../workload/orphans';
import { removeContainers } from '../workload/remove';
import { notAllRemoved, removeOwned } from '../workload/remove-owned';
import { stopContainers } from '../workload/stop';
import { accessTo } from './proxy-access';

export const stopWorkloadAction: ActionFunction<'stop-workload'> = async (action, { host, log }) => {
  const { workload, components } = action;
  const names = await stopContainers({ host, workload }, action, components);
  await log.info(names.length > 0 ? `Stopped ${names.join(', ')}.` : 'No container is running.');
  return undefined;
};

export const removeContainersAction: ActionFunction<'remove-containers'> = async (action, { host, log }) => {
  const names = await removeContainers({ host, workload: action.workload }, action);
  await log.info(names.length > 0 ? `Removed ${names.join(', ')}.` : 'There is no container.');
  return undefined;
};

export const removeOrphansAction: ActionFunction<'remove-orphans'> = async (action, context) => {
  const { workload, components, proxy, graceSeconds } = action;
  const { host, log } = context;
  const removed = await removeOrphans({ host, workload }, components, graceSeconds);
  const access = proxy && accessTo(proxy, context);
  for (const { key } of removed) if (access) await proxyOf(access).removeRoutes(access, key);
  if (removed.length > 0) await log.info(`Removed ${removed.map(({ name }) => name).join(', ')}.`);
  return undefined;
};

export const removeObjectsAction: ActionFunction<'remove-objects'> = async (action, { host, log }) => {
  const cacheProblems: string[] = [];
  const { removed, problems } = await removeOwned(
    { host, workload: action.workload },
    action.objects,
    (error) => cacheProblems.push(errorMessage(error)),
  );
  await log.info(removed.length > 0 ? `Removed ${removed.join(', ')}.` : `There are no ${action.objects}.`);
  for (const problem of cacheProblems)
    await log.problem(
      `Layers of these images may still be in the build cache: ${problem} "docker builder prune --all" on the server empties it.`,
    );
  if (problems.length > 0) throw notAllRemoved(problems);
  return undefined;
};
