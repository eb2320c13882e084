import { z } from 'zod';
import { AppError } from '../../../domain/error';
import type { ProxyAccess } from '../model/access';
import { RefusedByProxy } from '../model/refused';
import { askInside } from './inside';

const ATTEMPTS = 100;
const PAUSE_MS = 100;

/** Thrown when Traefik did not load a file that was written. */
export class NotLoaded extends AppError {
  constructor() {
    super(
      'unavailable',
      'The proxy did not load its configuration. See its log for the reason (docker logs on the server).',
    );
  }
}

const routerList = z.array(
  z.object({
    name: z.string(),
    status: z.string().optional(),
    error: z.array(z.string()).optional(),
  }),
);

/** Whether Traefik has loaded the file with this middleware. */
export async function isInForce(proxy: ProxyAccess, middleware: string): Promise<boolean> {
  const path = `/api/http/middlewares/${encodeURIComponent(middleware)}@file`;
  const { status } = await askInside(proxy, { port: 'api', method: 'GET', path });
  return status === 200;
}

/**
 * Wait until Traefik has loaded the file with this middleware: it notices a change of its folder on its own, and loads
 * all files, or none if one cannot be read. @throws NotLoaded
 */
export async function awaitInForce(proxy: ProxyAccess, middleware: string): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (await isInForce(proxy, middleware)) return;
    if (attempt < ATTEMPTS) await proxy.clock.sleep(PAUSE_MS);
  }
  throw new NotLoaded();
}

/**
 * Require that Traefik has activated these routers. @throws RefusedByProxy with Traefik's message on one it has not
 */
export async function requireRouters(
  proxy: ProxyAccess,
  key: string,
  names: readonly string[],
): Promise<void> {
  const path = `/api/http/routers?per_page=10000&search=${encodeURIComponent(key)}`;
  const { status, body } = await askInside(proxy, { port: 'api', method: 'GET', path });
  if (status !== 200)
    throw new AppError('unavailable', `The proxy responded with ${status} when asked for its routes.`);
  const expected = new Set(names.map((name) => `${name}@file`));
  const disabled = routerList
    .parse(JSON.parse(body))
    .find((router) => expected.has(router.name) && router.status === 'disabled');
  if (disabled) throw new RefusedByProxy(disabled.error?.join(' ') ?? disabled.name);
}
