import type { Component } from '../../db/generated/client';
import { parseDomainList } from '../../domain/input/domain-list';
import type { RoutingSpec } from '../../domain/workload/routing';

/** How the proxy serves a component of a stack. */
export function componentRouting(
  component: Pick<Component, 'fqdn' | 'noindexDomains' | 'isGzipEnabled' | 'isStripprefixEnabled'>,
): RoutingSpec {
  const noindex = new Set(component.noindexDomains?.split(',') ?? []);
  const entries = parseDomainList(component.fqdn ?? '') ?? [];
  return {
    domains: entries.map(({ scheme, host, containerPort, path }) => ({
      scheme,
      host,
      port: containerPort,
      path,
      noindex: noindex.has(host),
    })),
    forceHttps: true,
    redirect: 'both',
    gzip: component.isGzipEnabled,
    stripPrefix: component.isStripprefixEnabled,
    basicAuth: null,
  };
}
