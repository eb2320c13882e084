import type { DomainSpec, RoutingSpec } from '../../../domain/workload/routing';

/** For unit tests only: a domain of a component, and how a proxy serves it. */
export const domain = (overrides: Partial<DomainSpec> = {}): DomainSpec => ({
  scheme: 'http',
  host: 'shop.example.com',
  port: null,
  path: '/',
  noindex: false,
  ...overrides,
});

export const routing = (overrides: Partial<RoutingSpec> = {}): RoutingSpec => ({
  domains: [domain()],
  forceHttps: false,
  redirect: 'both',
  gzip: false,
  stripPrefix: true,
  basicAuth: null,
  ...overrides,
});

/** Ports of the containers in both slots. */
export const ports = { blue: 3000, green: 8080 };
