import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { GitSource } from '../../domain/workload/source';
import { buildJobs } from '../build/docker-build';
import { buildFingerprint } from '../build/fingerprint';
import { builtImage } from '../build/image-reference';
import { buildStep, pathsToBuild } from '../build/steps';
import type { Action } from '../plan/action';
import type { Plan, Step } from '../plan/types';
import { downtimeOf } from '../release/downtime';
import {
  inspectImage,
  obtainImage,
  preflight,
  prepareNetwork,
  pullDeadlineMs,
  pullImage,
} from '../release/prepare';
import { shortStep } from '../release/release';
import { releaseSteps } from '../release/steps';
import { workspaceFolder } from '../server/folders';
import { gitSteps } from '../source/git';

/** Free space that a build needs (`deployment.md` D4.3). */
const buildDisk: Action = { kind: 'check-disk', minFreeBytes: 2 * 1024 ** 3, minFreeRatio: 0.05 };

/** Plan a deployment of an application. Pure: nothing is asked and nothing happens while planning. */
export function buildPlan(spec: DeploymentSpec): Plan {
  const downtime = downtimeOf(spec.component);
  return {
    operationUuid: spec.operationUuid,
    noun: 'deployment',
    downtime,
    steps: [
      preflight(spec, isBuilt(spec) ? [buildDisk] : []),
      prepareNetwork(spec),
      ...imageSteps(spec),
      inspectImage(spec),
      ...releaseSteps(spec, downtime),
    ],
    cleanup: isBuilt(spec) ? removeWorkspace(spec) : [],
  };
}

function removeWorkspace(spec: DeploymentSpec): Action[] {
  const jobs = buildJobs(spec).map((name): Action => ({ kind: 'remove-job', name }));
  return [...jobs, { kind: 'remove-path', path: workspaceFolder(spec) }];
}

function isBuilt({ source }: DeploymentSpec): boolean {
  return source.kind === 'git' || source.kind === 'dockerfile';
}

function imageSteps(spec: DeploymentSpec): Step[] {
  const { source } = spec;
  const component = spec.component.name;
  switch (source.kind) {
    case 'git':
      return builtFromGit(spec, source);
    case 'dockerfile':
      return [findImage(spec), buildStep(spec)];
    case 'image':
      return [pullImage(spec, source.reference)];
    case 'release': {
      const { reference, digest, commit } = source;
      const known: Action[] = commit === null ? [] : [{ kind: 'set-fact', facts: { commit } }];
      const required: Action = { kind: 'require-image', component, reference, digest };
      return [obtainImage('Find the image of the release', [...known, required])];
    }
  }
}

function builtFromGit(spec: DeploymentSpec, source: GitSource): Step[] {
  const { resolve, fetch } = gitSteps(spec, source, pathsToBuild(spec));
  return [resolve, findImage(spec), fetch, buildStep(spec)];
}

function findImage(spec: DeploymentSpec): Step {
  const action: Action = {
    kind: 'find-image',
    component: spec.component.name,
    reference: builtImage(spec),
    fingerprint: buildFingerprint(spec),
    force: spec.force,
    isInRegistry: spec.image.isInRegistry,
  };
  const step = shortStep('find-image', 'Look for an image that was built before', [action]);
  return spec.image.isInRegistry ? { ...step, deadlineMs: pullDeadlineMs } : step;
}
