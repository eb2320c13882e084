import type { ProxyProgram } from '../../domain/proxy';
import { caddy } from './caddy/caddy';
import type { ProxyDriver } from './model/proxy';
import { traefik } from './traefik/traefik';

/** One row for each program that can be the proxy of a server. */
const proxies: Readonly<Record<ProxyProgram, ProxyDriver>> = { caddy, traefik };

/** The verbs of the program that a server has as its proxy. */
export function proxyOf({ program }: { program: ProxyProgram }): ProxyDriver {
  return proxies[program];
}
