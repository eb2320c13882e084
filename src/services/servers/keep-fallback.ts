import type { Server } from '../../db/generated/client';
import { proxyOf } from '../../engine/proxy/kinds';
import type { Host } from '../../engine/server/host';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from './find';
import { proxyAccess } from './proxy-access';

/** Get the URL that the proxy of a server redirects requests to that nothing serves; null: it does not. */
export function fallbackOf({
  redirectEnabled,
  redirectUrl,
}: Pick<Server, 'redirectEnabled' | 'redirectUrl'>): string | null {
  return redirectEnabled ? redirectUrl : null;
}

/** Bring what a proxy does with requests that nothing serves to the desired state. @returns whether it changed */
export function keepFallback(scope: OrganizationScope, server: ServerWithKey, host: Host): Promise<boolean> {
  const proxy = proxyAccess(scope, server, host);
  return proxyOf(proxy).setFallback(proxy, fallbackOf(server));
}
