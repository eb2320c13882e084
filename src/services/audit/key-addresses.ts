import type { Principal, RequestInfo } from '../../auth/context';
import { errorMessage } from '../../domain/error';
import { storableText } from '../../lib/storable-text';
import type { Services } from '../context';

/** Remembered pairs; a forgotten one costs a statement that finds its row and writes nothing. */
const maxRemembered = 10_000;

/**
 * Record the first use of an API key from each address (authorization contract §12, "key use change"). The trail itself
 * knows which pairs were seen, across all processes; this is only a cache of recent lookups.
 */
export class KeyAddresses {
  readonly #seen = new Set<string>();

  /** Note an address without delaying or failing the request. */
  note(
    services: Pick<Services, 'database' | 'clock' | 'log'>,
    request: RequestInfo,
    principal: Principal,
  ): void {
    const { key } = principal;
    if (!key) return;
    const pair = `${key.id} ${request.ip}`;
    if (this.#seen.has(pair)) return;
    if (this.#seen.size >= maxRemembered) this.#seen.clear();
    this.#seen.add(pair);
    services.database.trail
      .append({
        at: services.clock.now(),
        organizationId: principal.organization.id,
        actorUserId: principal.user.id,
        via: principal.via,
        keyId: key.id,
        sessionId: null,
        ip: request.ip,
        userAgent: request.userAgent === null ? null : storableText(request.userAgent, 512),
        requestId: request.requestId,
        action: 'api_key.new_address',
        targetType: 'api_key',
        targetUuid: key.id,
        outcome: 'success',
        status: 200,
        detail: null,
        diff: null,
        command: null,
      })
      .catch((error: unknown) => {
        this.#seen.delete(pair);
        services.log.error({ key: key.id, error: errorMessage(error) }, 'audit row not written');
      });
  }
}
