import { Secret } from '../../domain/secret';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { SourceSpec } from '../../domain/workload/source';

/** List every secret that a deployment uses: no text about it may show one (`deployment.md` D2.7). */
export function secretsOfSpec({ component, buildVariables, source }: DeploymentSpec): Secret[] {
  const values = buildVariables.map(([, value]) => value);
  return [...secretsOfComponent(component), ...values, ...secretsOfSource(source)];
}

/** List the secrets that give access to a repository. */
export function secretsOfSource(source: SourceSpec): Secret[] {
  const keys = source.kind === 'git' ? [source.deployKey, source.credentials?.token] : [];
  return keys.filter((key) => key instanceof Secret);
}

/** List every secret of a component. */
export function secretsOfComponent({ environment, files, health, routing }: ComponentSpec): Secret[] {
  return [
    ...environment.runtime.map(([, value]) => value),
    // Contents of storages are not passwords but whole texts: output is not searched for five megabytes.
    ...files.filter(({ storage }) => storage === undefined).map(({ content }) => content),
    ...(health.kind === 'exec' ? Object.values(health.env) : []),
    routing?.basicAuth?.passwordHash,
  ].filter((value) => value instanceof Secret);
}
