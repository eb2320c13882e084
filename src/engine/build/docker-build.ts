import { createHash } from 'node:crypto';
import { toolOf } from '../../domain/build-tool';
import { dockerLabel } from '../../domain/docker-label';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { operationLabels } from '../component/labels';
import type { Action } from '../plan/action';
import type { BuildTemplate, BuildVariable } from '../plan/build-template';
import type { Text } from '../plan/text';
import { cacheNamespace } from './cache-namespace';
import { buildFingerprint } from './fingerprint';
import { builtImage } from './image-reference';
import type { BuildSubject } from './subject';

export const buildDeadlineMs = 60 * 60_000;

type BuildPart = 'plan' | 'build' | 'static' | 'label';

/** Name a remote job, the same for every attempt of an operation. */
export function buildJob({ operationUuid, component: { name } }: BuildSubject, part: BuildPart): string {
  if (name === MAIN_COMPONENT) return `${operationUuid}-${part}`;
  // A service name may be longer than a job name allows, and have other characters.
  const label = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${operationUuid}-${label}-${part}`;
}

/** List every job that a build may start. */
export function buildJobs(spec: BuildSubject): string[] {
  const parts: BuildPart[] =
    toolOf(spec.build.pack) === null ? ['build'] : ['plan', 'build', 'static', 'label'];
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
  frontend?: BuildTemplate['frontend'];
}

/** Make the action that runs `docker build`. */
export function dockerBuild(spec: BuildSubject, input: BuildInput): Action {
  return {
    kind: 'docker-build',
    job: input.job ?? buildJob(spec, 'build'),
    build: {
      context: input.context,
      dockerfile: input.dockerfile,
      reference: input.reference ?? builtImage(spec),
      target: input.target ?? null,
      ...(spec.build.platform !== undefined && { platform: spec.build.platform }),
      cacheNamespace: cacheNamespace(spec),
      noCache: spec.force || spec.build.disableCache,
      limits: spec.build.limits,
      labels: { ...operationLabels(spec), [dockerLabel.build]: buildFingerprint(spec) },
      variables: input.variables,
      ...(spec.buildSecrets && { secrets: spec.buildSecrets }),
      deliver: input.deliver ?? (spec.build.useBuildSecrets ? 'secrets' : 'arguments'),
      ...(input.frontend !== undefined && { frontend: input.frontend }),
      deadlineMs: buildDeadlineMs,
    },
  };
}
