import { injectedVariables } from '../component/environment';
import type { BuildVariable } from '../plan/build-template';
import { componentFact, fact } from '../plan/text';
import type { BuildSubject } from './subject';

/**
 * Prefixes of keys that would change the build tool instead of the build: they reach the tool's environment before
 * they reach the Dockerfile (`deployment.md` D4.5, `hostile-inputs.md` row 12).
 */
const reservedPrefixes = ['DOCKER_', 'BUILDX_', 'BUILDKIT_', 'LD_'];
const reservedKeys = new Set([
  'PATH',
  'HOME',
  'TMPDIR',
  'BASH_ENV',
  'ENV',
  'NODE_OPTIONS',
  'GODEBUG',
  'SSH_AUTH_SOCK',
]);

export interface BuildVariables {
  variables: readonly BuildVariable[];
  /** Omitted keys, for a line in the log. */
  dropped: readonly string[];
}

/** Collect the build-time variables of a deployment: injected ones first, then the user's in their order. */
export function buildVariables(spec: BuildSubject): BuildVariables {
  const user = spec.buildVariables;
  const { name, routing, environment } = spec.component;
  const kept = user.filter(([key]) => !isReserved(key));
  const own = spec.build.includeSourceCommit
    ? { commit: fact('commit'), containerName: componentFact(name, 'containerName') }
    : {};
  const injected = injectedVariables(
    environment.injected,
    {
      workloadUuid: spec.workload.uuid,
      domains: routing?.domains ?? [],
      branch: environment.branch,
      ...(spec.source.kind === 'git' ? own : {}),
    },
    new Set(user.map(([key]) => key)),
  ).filter(([key]) => key !== 'HOST');
  return {
    variables: [...injected, ...kept],
    dropped: user.map(([key]) => key).filter(isReserved),
  };
}

function isReserved(key: string): boolean {
  return reservedKeys.has(key) || reservedPrefixes.some((prefix) => key.startsWith(prefix));
}
