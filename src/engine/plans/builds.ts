import type { OperationRef } from '../../domain/workload/workload-ref';
import { buildJobs } from '../build/docker-build';
import { buildFingerprint } from '../build/fingerprint';
import { builtImage } from '../build/image-reference';
import type { BuildSubject } from '../build/subject';
import type { Action } from '../plan/action';
import type { Step } from '../plan/types';
import { pullDeadlineMs } from '../release/prepare';
import { shortStep } from '../release/release';
import { workspaceFolder } from '../server/folders';

/** Free space that a build needs (`deployment.md` D4.3). */
export const buildDisk: Action = { kind: 'check-disk', minFreeBytes: 2 * 1024 ** 3, minFreeRatio: 0.05 };

/** Look for the image of this commit and build configuration (`deployment.md` D4.2). */
export function findImage(subject: BuildSubject): Step {
  const { component, image, force } = subject;
  const action: Action = {
    kind: 'find-image',
    component: component.name,
    reference: builtImage(subject),
    fingerprint: buildFingerprint(subject),
    force,
    isInRegistry: image.isInRegistry,
  };
  const step = shortStep('find-image', 'Look for an image that was built before', [action]);
  return image.isInRegistry ? { ...step, deadlineMs: pullDeadlineMs } : step;
}

/** Leave nothing of the builds of an operation but images. */
export function removeWorkspace(of: OperationRef, subjects: readonly BuildSubject[]): Action[] {
  const jobs = subjects.flatMap(buildJobs).map((name): Action => ({ kind: 'remove-job', name }));
  return [...jobs, { kind: 'remove-path', path: workspaceFolder(of) }];
}
