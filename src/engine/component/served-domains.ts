import { isProxyProgram } from '../../domain/proxy';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { DomainSpec, ProxySpec } from '../../domain/workload/routing';

/** The domains by which the proxy serves a component; empty: by none. */
export function servedByProxy(
  { routing }: Pick<ComponentSpec, 'routing'>,
  proxy: Pick<ProxySpec, 'kind'>,
): readonly DomainSpec[] {
  return isProxyProgram(proxy.kind) ? (routing?.domains ?? []) : [];
}

export function isRouted(component: Pick<ComponentSpec, 'routing'>, proxy: Pick<ProxySpec, 'kind'>): boolean {
  return servedByProxy(component, proxy).length > 0;
}
