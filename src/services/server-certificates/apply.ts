import { errorMessage } from '../../domain/error';
import { RefusedByProxy } from '../../engine/proxy/model/refused';
import type { OrganizationScope } from '../context';
import type { ServerWithKey } from '../servers/find';
import { hostOf } from '../servers/host';
import { hasProxy } from '../servers/inspect-machine';
import { keepTls } from '../servers/keep-tls';
import { lookAtCertificates } from './look';

/**
 * Activate the certificates of a server now. If its machine does not answer, the sweep does it later.
 * @throws RefusedByProxy
 */
export async function applyTls(scope: OrganizationScope, server: ServerWithKey): Promise<void> {
  if (server.state !== 'usable' || !hasProxy(server)) return;
  try {
    const host = hostOf(scope, server);
    await keepTls(scope, server, host);
    await lookAtCertificates(scope, server, host, { all: true });
  } catch (error) {
    if (error instanceof RefusedByProxy) throw error;
    scope.log.warn(
      { server: server.uuid, error: errorMessage(error) },
      'certificates are set by the next sweep',
    );
  }
}
