import type { OperationRef } from '../../domain/workload/workload-ref';
import { buildJobs } from '../build/docker-build';
import { buildFingerprint } from '../build/fingerprint';
import { builtImage } from '../build/image-reference';
import { isPlanned, removePlanner } from '../build/planner';
import type { BuildSubject } from '../build/subject';
import type { Action } from '../plan/action';
import type { Step } from '../plan/types';
import { pullDeadlineMs } from '../release/prepare';
import { shortStep } from '../release/release';
import { workspaceFolder } from '../server/folders';

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
  const step = shortStep('find-image', 'Look for an existing image', [action]);
  return image.isInRegistry ? { ...step, deadlineMs: pullDeadlineMs } : step;
}

/** Check, before anything is built elsewhere, that the image will run on its server. */
export function comparePlatforms(subject: BuildSubject, builder: string): Step {
  const { pack, platform = null } = subject.build;
  // The builder of buildpacks builds images only for its own machine.
  const isChoosable = pack !== 'buildpacks';
  const action: Action = {
    kind: 'compare-platforms',
    builder,
    platform: isChoosable ? platform : null,
    isChoosable,
  };
  return {
    ...shortStep('compare-platforms', 'Compare the processors of both servers', [action]),
    unless: { component: subject.component.name, facts: ['imageReady'] },
  };
}

/**
 * Transfer the image from the build server (`deployment.md` D4.4): through the registry that has it, else directly
 * between the machines.
 */
export function bringImage(subject: BuildSubject): Step {
  const { component, image } = subject;
  const what = { component: component.name, reference: builtImage(subject) };
  const action: Action = image.isInRegistry
    ? { kind: 'pull-image', ...what }
    : { kind: 'transfer-image', ...what };
  return {
    ...shortStep('bring-image', 'Transfer the image from the build server', [action]),
    deadlineMs: pullDeadlineMs,
    unless: { component: component.name, facts: ['imageReady'] },
  };
}

/** Remove everything that the builds of an operation left, except built images. */
export function removeWorkspace(of: OperationRef, subjects: readonly BuildSubject[]): Action[] {
  const planners = subjects.filter(isPlanned).map(removePlanner);
  const jobs = subjects.flatMap(buildJobs).map((name): Action => ({ kind: 'remove-job', name }));
  return [...planners, ...jobs, { kind: 'remove-path', path: workspaceFolder(of) }];
}
