import type { DeploymentSpec, GitSource } from '../../domain/deployment-spec';
import { buildJobs } from '../build/docker-build';
import { buildFingerprint } from '../build/fingerprint';
import { builtImage } from '../build/image-reference';
import { buildStep, pathsToBuild } from '../build/steps';
import { isRouted } from '../component/is-routed';
import { ownedBy } from '../component/labels';
import { type Action, fact, type Plan, type Step } from '../plan/types';
import { downtimeOf } from '../release/downtime';
import { containerName } from '../release/names';
import { releaseSteps } from '../release/steps';
import { workspaceFolder } from '../server/folders';
import { gitSteps } from '../source/git';

const shortMs = 60_000;
const pullDeadlineMs = 30 * 60_000;
/** `deployment.md` D4.3. */
const buildDisk = { minFreeBytes: 2 * 1024 ** 3, minFreeRatio: 0.05 };

/** What a deployment will do, step by step. Pure: nothing is asked and nothing happens while planning. */
export function buildPlan(spec: DeploymentSpec): Plan {
  const downtime = downtimeOf(spec);
  return {
    deploymentUuid: spec.deploymentUuid,
    downtime,
    steps: [preflight(spec), network(spec), ...imageSteps(spec), inspect(), ...releaseSteps(spec, downtime)],
    cleanup: [
      ...(isBuilt(spec) ? buildJobs(spec).map((name): Action => ({ kind: 'remove-job', name })) : []),
      ...(isBuilt(spec) ? [{ kind: 'remove-path', path: workspaceFolder(spec) } as const] : []),
    ],
  };
}

function isBuilt({ source }: DeploymentSpec): boolean {
  return source.kind === 'git' || source.kind === 'dockerfile';
}

function preflight(spec: DeploymentSpec): Step {
  const { portsMappings } = spec.container;
  return {
    id: 'preflight',
    title: 'Check the server',
    actions: [
      { kind: 'set-fact', facts: { containerName: containerName(spec) } },
      { kind: 'check-docker' },
      ...(isBuilt(spec) ? [{ kind: 'check-disk', ...buildDisk } as const] : []),
      ...(portsMappings.length > 0 ? [{ kind: 'check-host-ports', mappings: portsMappings } as const] : []),
    ],
    deadlineMs: shortMs,
    onFail: 'fail',
  };
}

function network(spec: DeploymentSpec): Step {
  const labels = { ...ownedBy(spec.instanceId), 'gantry.kind': 'destination' };
  return {
    id: 'network',
    title: isRouted(spec) ? 'Prepare the network and the proxy' : 'Prepare the network',
    actions: [
      { kind: 'ensure-network', name: spec.container.network, labels },
      ...(isRouted(spec) ? [{ kind: 'ensure-proxy' } as const] : []),
    ],
    deadlineMs: isRouted(spec) ? pullDeadlineMs : shortMs,
    onFail: 'fail',
  };
}

function imageSteps(spec: DeploymentSpec): Step[] {
  const { source } = spec;
  switch (source.kind) {
    case 'git':
      return builtFromGit(spec, source);
    case 'dockerfile':
      return [findImage(spec), buildStep(spec)];
    case 'image':
      return [imageStep('Pull the image', [{ kind: 'pull-image', reference: source.reference }])];
    case 'release': {
      const known: Action[] =
        source.commit === null ? [] : [{ kind: 'set-fact', facts: { commit: source.commit } }];
      const { reference, digest } = source;
      return [
        imageStep('Find the image of the release', [...known, { kind: 'require-image', reference, digest }]),
      ];
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
    reference: builtImage(spec),
    fingerprint: buildFingerprint(spec),
    force: spec.force,
    isInRegistry: spec.image.isInRegistry,
  };
  return {
    id: 'find-image',
    title: 'Look for an image that was built before',
    actions: [action],
    deadlineMs: spec.image.isInRegistry ? pullDeadlineMs : shortMs,
    onFail: 'fail',
  };
}

function imageStep(title: string, actions: readonly Action[]): Step {
  return { id: 'image', title, actions, deadlineMs: pullDeadlineMs, onFail: 'fail' };
}

function inspect(): Step {
  return {
    id: 'inspect',
    title: 'Record what will run',
    actions: [{ kind: 'inspect-image', reference: fact('image') }],
    deadlineMs: shortMs,
    onFail: 'fail',
  };
}
