import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { operationLabels } from '../component/labels';
import type { Action } from '../plan/action';
import type { BuildTemplate, BuildVariable } from '../plan/build-template';
import type { Text } from '../plan/text';
import { buildFingerprint, fingerprintLabel } from './fingerprint';
import { builtImage } from './image-reference';

export const buildDeadlineMs = 60 * 60_000;

type BuildPart = 'plan' | 'build' | 'static';

/** Name of a remote job, the same for every attempt of a deployment. */
export function buildJob(spec: DeploymentSpec, part: BuildPart): string {
  return `${spec.operationUuid}-${part}`;
}

/** Every job that a build of this deployment may start. */
export function buildJobs(spec: DeploymentSpec): string[] {
  const parts: BuildPart[] = spec.build.pack === 'nixpacks' ? ['plan', 'build', 'static'] : ['build'];
  return parts.map((part) => buildJob(spec, part));
}

interface BuildInput {
  context: string;
  dockerfile: string;
  variables: readonly BuildVariable[];
  target?: string | null;
  reference?: Text;
  job?: string;
  deliver?: BuildTemplate['deliver'];
}

/** The action that runs `docker build` for a deployment. */
export function dockerBuild(spec: DeploymentSpec, input: BuildInput): Action {
  return {
    kind: 'docker-build',
    job: input.job ?? buildJob(spec, 'build'),
    build: {
      context: input.context,
      dockerfile: input.dockerfile,
      reference: input.reference ?? builtImage(spec),
      target: input.target ?? null,
      noCache: spec.force || spec.build.disableCache,
      limits: spec.build.limits,
      labels: { ...operationLabels(spec), [fingerprintLabel]: buildFingerprint(spec) },
      variables: input.variables,
      deliver: input.deliver ?? (spec.build.useBuildSecrets ? 'secrets' : 'arguments'),
      deadlineMs: buildDeadlineMs,
    },
  };
}
