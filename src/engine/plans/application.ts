import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { GitSource } from '../../domain/workload/source';
import { buildDisk } from '../build/disk';
import { buildStep, pathsToBuild, pathsWritten } from '../build/steps';
import type { Action } from '../plan/action';
import type { Plan, Step } from '../plan/types';
import { downtimeOf } from '../release/downtime';
import { inspectImage, obtainImage, preflight, prepareNetwork, pullImage } from '../release/prepare';
import { releaseSteps } from '../release/steps';
import { gitSteps } from '../source/git';
import { bringImage, comparePlatforms, findImage, removeWorkspace } from './builds';

/** Plan a deployment of an application. Pure: planning reads and changes nothing. */
export function buildPlan(spec: DeploymentSpec): Plan {
  const downtime = downtimeOf(spec.component);
  const release = releaseSteps(spec, downtime);
  const [first] = release;
  return {
    operationUuid: spec.operationUuid,
    noun: 'deployment',
    downtime,
    steps: [
      preflight(spec, isBuilt(spec) && !spec.buildServer ? [buildDisk] : []),
      prepareNetwork(spec),
      ...imageSteps(spec),
      inspectImage(spec),
      ...release,
    ],
    ...(first && { releaseStep: first.id }),
    ...cleanupOf(spec),
  };
}

function cleanupOf(spec: DeploymentSpec): Pick<Plan, 'cleanup' | 'buildServerCleanup'> {
  if (!isBuilt(spec)) return { cleanup: [] };
  const actions = removeWorkspace(spec, [spec]);
  return spec.buildServer ? { cleanup: [], buildServerCleanup: actions } : { cleanup: actions };
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
      return [findImage(spec), ...built(spec, buildStep(spec))];
    case 'image':
      return [pullImage(spec, source.reference)];
    case 'release': {
      const { reference, digest, commit, from } = source;
      const known: Action[] = commit === null ? [] : [{ kind: 'set-fact', facts: { commit } }];
      const what = { component, reference, digest };
      if (from) {
        const { isInRegistry } = spec.image;
        const received: Action = { kind: 'receive-image', ...what, from: from.name, isInRegistry };
        return [obtainImage(`Bring the image of the release from ${from.name}`, [...known, received])];
      }
      const required: Action = { kind: 'require-image', ...what };
      return [obtainImage('Find the image of the release', [...known, required])];
    }
  }
}

function builtFromGit(spec: DeploymentSpec, source: GitSource): Step[] {
  const { resolve, fetch } = gitSteps(spec, source, {
    paths: pathsToBuild(spec),
    components: [spec.component.name],
    cleared: pathsWritten(spec),
  });
  return [where(spec, resolve), findImage(spec), ...built(spec, fetch, buildStep(spec))];
}

/** List the steps that build the image, on the machine that builds it, and bring it to where it runs. */
function built(spec: DeploymentSpec, ...steps: readonly Step[]): Step[] {
  const located = steps.map((step) => where(spec, step));
  const { buildServer } = spec;
  return buildServer ? [comparePlatforms(spec, buildServer.name), ...located, bringImage(spec)] : located;
}

function where({ buildServer }: DeploymentSpec, step: Step): Step {
  return buildServer ? { ...step, on: 'build-server', title: `${step.title} on ${buildServer.name}` } : step;
}
