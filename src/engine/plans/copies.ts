import type { S3Object } from '../../domain/s3-bucket';
import type { Action } from '../plan/action';
import type { Step } from '../plan/types';
import { shortStep } from '../release/release';

/** A step that fails for itself alone; none where nothing is to be done. */
export function tidyStep(id: string, title: string, actions: readonly Action[]): Step[] {
  return actions.length === 0 ? [] : [{ ...shortStep(id, title, actions), onFail: 'warn' }];
}

const uploadJob = (operationUuid: string, at: number) => `${operationUuid}-upload-${at}`;

/** A file that is sent to S3, and its number in the operation. */
interface Upload {
  name: string;
  file: string;
  object: S3Object;
  at: number;
}

/** A copy that fails leaves the backup on the server, which says so. */
export function uploadSteps(
  { name, file, object, at }: Upload,
  operationUuid: string,
  timeoutMs: number,
): Step[] {
  const job = uploadJob(operationUuid, at);
  return [
    ...tidyStep(`begin-upload-${at}`, `Start the upload of ${name}`, [{ kind: 'begin-upload', object }]),
    {
      id: `upload-${at}`,
      title: `Send ${name} to S3`,
      actions: [{ kind: 'upload-file', job, object, file, deadlineMs: timeoutMs }],
      undo: [{ kind: 'kill-job', name: job }],
      deadlineMs: timeoutMs,
      onFail: 'warn',
    },
  ];
}

/** What is left of an upload that was not completed goes, and its job. */
export function uploadCleanup(
  { object, at }: Pick<Upload, 'object' | 'at'>,
  operationUuid: string,
): Action[] {
  return [
    { kind: 'remove-job', name: uploadJob(operationUuid, at) },
    { kind: 'abort-upload', object },
  ];
}

/** Fetch a backup that is in S3 alone. */
export function downloadStep(
  object: S3Object,
  { file, job, deadlineMs }: { file: string; job: string; deadlineMs: number },
): Step {
  return {
    id: 'download',
    title: 'Fetch the backup from S3',
    actions: [{ kind: 'download-file', job, object, file, deadlineMs }],
    undo: [{ kind: 'kill-job', name: job }],
    deadlineMs,
    onFail: 'fail',
  };
}
