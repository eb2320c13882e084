import type { S3Object } from '../../domain/s3-bucket';
import type { Action } from '../plan/action';
import type { Step } from '../plan/types';
import { shortStep } from '../release/release';

/** Make a step whose failure does not fail the operation; none when there is nothing to do. */
export function tidyStep(id: string, title: string, actions: readonly Action[]): Step[] {
  return actions.length === 0 ? [] : [{ ...shortStep(id, title, actions), onFail: 'warn' }];
}

const uploadJob = (operationUuid: string, at: number) => `${operationUuid}-upload-${at}`;

/** A file to send to S3, and its number in the operation. */
interface Upload {
  name: string;
  file: string;
  object: S3Object;
  at: number;
}

/** Make the upload steps. A failed upload leaves the backup on the server, which is recorded. */
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

/** Remove what an incomplete upload left, and its job. */
export function uploadCleanup(
  { object, at }: Pick<Upload, 'object' | 'at'>,
  operationUuid: string,
): Action[] {
  return [
    { kind: 'remove-job', name: uploadJob(operationUuid, at) },
    { kind: 'abort-upload', object },
  ];
}

/** Make the step that downloads a backup that is only in S3. */
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
