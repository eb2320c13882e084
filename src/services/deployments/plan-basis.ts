import { z } from 'zod';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { configurationHash } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import { configurationOf } from './configuration';
import type { DeploymentSubject } from './load';

/** Names of the parts of a plan's basis, for messages about a change. */
const partNames = {
  source: 'the source',
  build: 'the build settings',
  environment: 'the environment variables',
  container: 'the container settings',
  files: 'the files',
  health: 'the health check',
  routing: 'the domains and routing',
  commands: 'the deployment commands',
  names: 'the name of the application, its project or its environment',
  server: 'the server',
} as const;

type Part = keyof typeof partNames;

/**
 * Everything that a plan depends on (deployment contract D9.5), as keyed hashes: it is stored in the database and may
 * cover secrets.
 */
export const planBasisSchema = z.object({
  parts: z.record(z.enum(Object.keys(partNames) as [Part, ...Part[]]), z.string()), // keys of an object literal
  configuration: z.string(),
  /** Uuid of the running release. */
  release: z.string().nullable(),
  commit: z.string().nullable(),
});

export type PlanBasis = z.infer<typeof planBasisSchema>;

/** @param commit to which the source's reference points now; null for a source without commits */
export function planBasis(
  scope: Pick<OrganizationScope, 'database'>,
  subject: DeploymentSubject,
  spec: DeploymentSpec,
  commit: string | null,
): PlanBasis {
  const { sealer } = scope.database;
  const { application } = subject;
  const hashed = Object.entries(partsOf(subject, spec)).map(([part, value]) => [
    part,
    configurationHash(sealer, value),
  ]);
  return {
    parts: planBasisSchema.shape.parts.parse(Object.fromEntries(hashed)),
    configuration: configurationOf(sealer, application, application).hash,
    release: application.releases[0]?.uuid ?? null,
    commit,
  };
}

/** The changed parts of the basis, in words; none when the plan still holds. */
export function basisChanges(planned: PlanBasis, now: PlanBasis): string[] {
  const parts = Object.entries(partNames) as [Part, string][]; // keys of an object literal
  const changes = parts.filter(([part]) => planned.parts[part] !== now.parts[part]).map(([, name]) => name);
  if (changes.length === 0 && planned.configuration !== now.configuration) changes.push('the configuration');
  if (planned.release !== now.release) changes.push('the running version');
  if (planned.commit !== now.commit)
    changes.push(`the newest commit (${shortCommit(planned.commit)} → ${shortCommit(now.commit)})`);
  return changes;
}

/** The compared parts. The engine reads only the specification, so a plan holds while that is the same. */
function partsOf({ server }: DeploymentSubject, spec: DeploymentSpec): Record<Part, unknown> {
  const { environment, container, health, routing: routed } = spec.component;
  const { runtime, injected } = environment;
  const { basicAuth, ...routing } = routed ?? { basicAuth: null };
  return {
    source: sourceOf(spec),
    build: [spec.build, spec.image.name, ...(spec.buildServer ? [spec.buildServer.uuid] : [])],
    environment: { runtime, build: spec.buildVariables, injected },
    container,
    files: spec.component.files,
    health,
    // The password hash has a salt: compare the text of the configuration.
    routing: [routing, basicAuth?.username],
    commands: [spec.preDeployment, spec.postDeployment],
    names: [spec.workload.name, spec.workload.projectName, spec.workload.environmentName],
    server: [
      ...[server.uuid, server.ip, server.port, server.user, server.hostKey, server.privateKeyId],
      ...[spec.proxy, spec.deadlines],
    ],
  };
}

/**
 * The source without its commit, which is compared separately, without host keys, which other deployments add to, and
 * without a token, which differs for every job.
 */
function sourceOf({ source }: DeploymentSpec): unknown {
  if (source.kind !== 'git') return source;
  const { commit: _, knownHosts: __, openedServers: ___, credentials: ____, ...repository } = source;
  return repository;
}

function shortCommit(commit: string | null): string {
  return commit?.slice(0, 7) ?? 'none';
}
