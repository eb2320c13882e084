import type { DeploymentSpec } from '../../domain/deployment-spec';
import { Secret } from '../../domain/secret';

/** Every secret that a deployment works with: what no text about it may show (`deployment.md` D2.7). */
export function secretsOfSpec({ environment, source, routing }: DeploymentSpec): Secret[] {
  const values = [...environment.runtime, ...environment.build].map(([, value]) => value);
  const others = [source.kind === 'git' ? source.deployKey : null, routing.basicAuth?.passwordHash];
  return [...values, ...others.filter((value) => value instanceof Secret)];
}
