import { AppError } from '../../domain/error';
import { ofWorkload, workloadLabels } from '../component/labels';
import { checkDump, copyVolumeCommand, readDump, writeDump } from '../database/dump-scripts';
import type { DumpOf } from '../plan/data-action';
import type { ActionContext, ActionFunction } from '../step/context';
import { startContainers } from '../workload/start';
import { mustEnd, mustHaveBytes, mustPass } from './proven-file';

/** Dump a database and prove the dump (`deployment.md` D15.1): the file exists, is not empty, and can be listed. */
export const dumpDatabase: ActionFunction<'dump-database'> = async (action, context) => {
  const of = await requireRunning(action.of, context);
  await mustEnd(action.job, writeDump(of, action.deadlineMs), 'The dump failed.', context);
  await mustPass(checkDump(of, action.deadlineMs), 'The dump is damaged', context);
  const bytes = await mustHaveBytes(of.file, 'The dump is empty.', context);
  await context.log.info(`The dump has ${bytes} bytes and is readable.`);
  return { dumps: { [of.file]: { bytes } } };
};

export const restoreDump: ActionFunction<'restore-dump'> = async (action, context) => {
  const of = await requireRunning(action.of, context);
  await mustPass(checkDump(of, action.deadlineMs), 'The dump is damaged', context);
  await mustEnd(action.job, readDump(of, action.deadlineMs), 'The dump could not be restored.', context);
  await context.log.info('The dump was restored.');
  return undefined;
};

export const copyVolume: ActionFunction<'copy-volume'> = async (action, context) => {
  const { workload, from, to, job, deadlineMs } = action;
  await context.host.docker.ensureVolume(to, workloadLabels(workload));
  await mustEnd(job, copyVolumeCommand(from, to, deadlineMs), `${from} could not be copied.`, context);
  await context.log.info(`Copied ${from} to ${to}.`);
  return undefined;
};

export const startWorkloadAction: ActionFunction<'start-workload'> = async ({ workload }, { host, log }) => {
  const names = await startContainers({ host, workload });
  await log.info(names.length > 0 ? `Started ${names.join(', ')}.` : 'There is no container to start.');
  return undefined;
};

/** Require that the container belongs to this workload: a name alone proves nothing. */
export async function requireRunning<Of extends Pick<DumpOf, 'workload' | 'container'>>(
  of: Of,
  { host }: Pick<ActionContext, 'host'>,
): Promise<Of> {
  const state = await host.docker.inspectContainer(of.container);
  const labels = ofWorkload(of.workload);
  if (state && Object.entries(labels).some(([label, value]) => state.labels[label] !== value))
    throw new AppError('forbidden', `${of.container} is not a container of this database.`);
  if (state?.status !== 'running')
    throw new AppError('conflict', 'The database is not running. Start it first.');
  return of;
}
