import type { ProxyProgram } from '../../domain/proxy';
import { caddy } from './caddy/caddy';
import type { ProxyDriver } from './model/proxy';
import { traefik } from './traefik/traefik';

/** Driver of each program that can be the proxy of a server. */
const proxies: Readonly<Record<ProxyProgram, ProxyDriver>> = { caddy, traefik };

/** Get the driver of a server's proxy program. */
export function proxyOf({ program }: { program: ProxyProgram }): ProxyDriver {
  return proxies[program];
}
