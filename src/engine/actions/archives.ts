import { isOfComponent, workloadLabels } from '../component/labels';
import type { ActionFunction } from '../step/context';
import { checkArchive, readArchive, writeArchive } from '../volume/archive-scripts';
import { stopContainer, workloadContainers } from '../workload/containers';
import { removePath } from './commands';
import { mustEnd, mustHaveBytes, mustPass } from './proven-file';

/** Archive data and prove the archive (`deployment.md` §13): the file is complete and can be listed. */
export const archiveData: ActionFunction<'archive-data'> = async (action, context) => {
  const { job, of, isStill, deadlineMs } = action;
  await mustEnd(job, writeArchive(of, isStill, deadlineMs), 'The archive failed.', context);
  await mustPass(checkArchive(of, deadlineMs), 'The archive is damaged', context);
  const bytes = await mustHaveBytes(of.file, 'The archive is empty.', context);
  await context.log.info(`The archive has ${bytes} bytes and is readable.`);
  return { dumps: { [of.file]: { bytes } } };
};

export const restoreArchive: ActionFunction<'restore-archive'> = async (action, context) => {
  const { job, of, deadlineMs } = action;
  await mustPass(checkArchive(of, deadlineMs), 'The archive is damaged', context);
  await mustEnd(job, readArchive(of, deadlineMs), 'The archive could not be restored.', context);
  await context.log.info('The archive was restored.');
  return undefined;
};

/** Make sure a volume exists, so that a backup can be restored before the first deployment. */
export const ensureVolumeAction: ActionFunction<'ensure-volume'> = async (action, { host }) => {
  const { workload, name, labels, options } = action;
  await host.docker.ensureVolume(name, { ...labels, ...workloadLabels(workload) }, options);
  return undefined;
};

/**
 * Find the containers that write to the data. Journalled before anything is stopped, so that exactly these are started
 * again after a crash.
 */
export const findWriters: ActionFunction<'find-writers'> = async ({ writers }, { host, log }) => {
  const found = await Promise.all(
    writers.map(async ({ workload, components }) =>
      (await workloadContainers({ host, workload })).filter(
        (each) => isActive(each.status) && components.some((name) => isOfComponent(each, { name })),
      ),
    ),
  );
  const running = found.flat();
  await log.info(
    running.length > 0
      ? `${running.map(({ name }) => name).join(', ')} may write to it.`
      : 'No running container writes to it.',
  );
  return { writers: running.map(({ id }) => id) };
};

const isActive = (status: string) => status !== 'exited' && status !== 'created' && status !== 'dead';

export const stopWriters: ActionFunction<'stop-writers'> = async ({ graceSeconds }, { host, facts }) => {
  for (const id of facts.writers ?? []) await stopContainer(host, id, graceSeconds);
  return undefined;
};

/** Start the writers again; one that was removed meanwhile is skipped. */
export const startWriters: ActionFunction<'start-writers'> = async (_, { host, facts, log }) => {
  for (const id of facts.writers ?? []) {
    const state = await host.docker.inspectContainer(id);
    if (state === null || state.status === 'running') continue;
    await host.docker.startContainer(id);
    await log.info(`Started ${state.name}.`);
  }
  return undefined;
};

/** Remove local files whose upload to S3 is proven. */
export const removeUploaded: ActionFunction<'remove-uploaded'> = async (action, context) => {
  const { object, file } = action;
  const { facts, log } = context;
  const bytes = facts.dumps?.[file]?.bytes;
  if (bytes === undefined || facts.uploads?.[object.key]?.bytes !== bytes) {
    await log.info('There is no copy in S3, so the file stays on the server.');
    return undefined;
  }
  await removePath({ kind: 'remove-path', path: file }, context);
  return { dumps: { [file]: { bytes, isRemoved: true } } };
};
