import type { ActionFunction } from '../step/context';
import { removeContainers } from '../workload/remove';
import { notAllRemoved, removeOwned } from '../workload/remove-owned';
import { stopContainers } from '../workload/stop';

export const stopWorkloadAction: ActionFunction<'stop-workload'> = async (action, { host, log }) => {
  const names = await stopContainers({ host, workload: action.workload }, action.graceSeconds);
  await log.info(names.length > 0 ? `Stopped ${names.join(', ')}.` : 'No container runs.');
  return undefined;
};

export const removeContainersAction: ActionFunction<'remove-containers'> = async (action, { host, log }) => {
  const names = await removeContainers({ host, workload: action.workload }, action.graceSeconds);
  await log.info(names.length > 0 ? `Removed ${names.join(', ')}.` : 'There is no container.');
  return undefined;
};

export const removeObjectsAction: ActionFunction<'remove-objects'> = async (action, { host, log }) => {
  const { removed, problems } = await removeOwned({ host, workload: action.workload }, action.objects);
  await log.info(removed.length > 0 ? `Removed ${removed.join(', ')}.` : `There are no ${action.objects}.`);
  if (problems.length > 0) throw notAllRemoved(problems);
  return undefined;
};
