import type { IncomingMessage } from 'node:http';
import { AppError } from '../../domain/error';
import type { Services } from '../../services/context';

/**
 * Require that a request is for this server and not from another site: otherwise a page whose host name resolves to a
 * local address (DNS rebinding) could send requests with the browser's rights. Programs send no Origin.
 * @throws AppError forbidden
 */
export function requireKnownOrigin(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { publicUrl, port }: Pick<Services['installation'], 'publicUrl' | 'port'>,
): void {
  const own = new URL(publicUrl);
  const local = [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`];
  const hosts = [own.host, ...local];
  const origins = [own.origin, ...local.map((host) => `http://${host}`)];
  if (!hosts.includes(headers.host?.toLowerCase() ?? ''))
    throw new AppError('forbidden', 'This host name does not belong to this Gantry. Check GANTRY_URL.');
  const { origin } = headers;
  if (origin !== undefined && !origins.includes(origin))
    throw new AppError('forbidden', 'Requests from other sites are not accepted.');
}
