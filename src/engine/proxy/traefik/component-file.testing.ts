import { Secret } from '../../../domain/secret';
import type { RoutingSpec } from '../../../domain/workload/routing';
import { domain, ports, routing } from '../model/routing.testing';
import { componentFile } from './component-file';

/** Make the file of a component, for unit tests only. */
export const fileOf = (overrides: Partial<RoutingSpec> = {}, slot: 'blue' | 'green' = 'blue') =>
  componentFile({ key: 'app1', routing: routing(overrides), ports }, slot);

/** A file with everything that a component can ask for. */
export const whole = fileOf(
  {
    domains: [
      domain({ scheme: 'https', noindex: true }),
      domain({ scheme: 'https', host: '*.example.com', path: '/api/', port: 9000 }),
    ],
    forceHttps: true,
    redirect: 'non-www',
    gzip: true,
    basicAuth: { username: 'ann', passwordHash: new Secret('$2b$10$hash') },
  },
  'green',
);
