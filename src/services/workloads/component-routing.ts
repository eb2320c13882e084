import type { Component } from '../../db/generated/client';
import { parseDomainList } from '../../domain/input/address/domain-list';
import type { RoutingSpec } from '../../domain/workload/routing';

type Routed = Pick<
  Component,
  'fqdn' | 'noindexDomains' | 'isGzipEnabled' | 'isStripprefixEnabled' | 'redirect'
>;

/**
 * How the proxy serves a component of a preview: as in production, at addresses that no search engine lists.
 * @param component of production; undefined: it has none with that name
 */
export function ofPreview(
  fqdn: string | null,
  component: Pick<Component, 'isGzipEnabled' | 'isStripprefixEnabled'> | undefined,
): Routed {
  const { isGzipEnabled = true, isStripprefixEnabled = true } = component ?? {};
  const hosts = (parseDomainList(fqdn ?? '') ?? []).map(({ host }) => host);
  // Serve each address without a redirect: no one has its other spelling.
  return { fqdn, noindexDomains: hosts.join(','), isGzipEnabled, isStripprefixEnabled, redirect: 'both' };
}

/** How the proxy serves a component of a stack. */
export function componentRouting(component: Routed): RoutingSpec {
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
    redirect: component.redirect === 'www' || component.redirect === 'non-www' ? component.redirect : 'both',
    gzip: component.isGzipEnabled,
    stripPrefix: component.isStripprefixEnabled,
    basicAuth: null,
  };
}
