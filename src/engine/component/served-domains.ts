import { isProxyProgram } from '../../domain/proxy';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { DomainSpec, ProxySpec } from '../../domain/workload/routing';

/** List the domains that the proxy serves for a component; empty for none. */
export function servedByProxy(
  { routing }: Pick<ComponentSpec, 'routing'>,
  proxy: Pick<ProxySpec, 'kind'>,
): readonly DomainSpec[] {
  return isProxyProgram(proxy.kind) ? (routing?.domains ?? []) : [];
}

export function isRouted(component: Pick<ComponentSpec, 'routing'>, proxy: Pick<ProxySpec, 'kind'>): boolean {
  return servedByProxy(component, proxy).length > 0;
}
