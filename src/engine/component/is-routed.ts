import type { DeploymentSpec } from '../../domain/deployment-spec';

/** Whether the proxy serves this application. */
export function isRouted({ proxy, routing }: Pick<DeploymentSpec, 'proxy' | 'routing'>): boolean {
  return proxy.kind === 'caddy' && routing.domains.length > 0;
}
