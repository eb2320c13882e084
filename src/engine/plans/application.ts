import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { GitSource } from '../../domain/workload/source';
import { buildStep, pathsToBuild } from '../build/steps';
import type { Action } from '../plan/action';
import type { Plan, Step } from '../plan/types';
import { downtimeOf } from '../release/downtime';
import { inspectImage, obtainImage, preflight, prepareNetwork, pullImage } from '../release/prepare';
import { releaseSteps } from '../release/steps';
import { gitSteps } from '../source/git';
import { buildDisk, findImage, removeWorkspace } from './builds';

/** Plan a deployment of an application. Pure: nothing is asked and nothing happens while planning. */
export function buildPlan(spec: DeploymentSpec): Plan {
  const downtime = downtimeOf(spec.component);
  const release = releaseSteps(spec, downtime);
  const [first] = release;
  return {
    operationUuid: spec.operationUuid,
    noun: 'deployment',
    downtime,
    steps: [
      preflight(spec, isBuilt(spec) ? [buildDisk] : []),
      prepareNetwork(spec),
      ...imageSteps(spec),
      inspectImage(spec),
      ...release,
    ],
    ...(first && { releaseStep: first.id }),
    cleanup: isBuilt(spec) ? removeWorkspace(spec, [spec]) : [],
  };
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
  const { resolve, fetch } = gitSteps(spec, source, {
    paths: pathsToBuild(spec),
    components: [spec.component.name],
  });
  return [resolve, findImage(spec), fetch, buildStep(spec)];
}
