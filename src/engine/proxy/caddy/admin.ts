import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../../domain/error';
import type { Clock } from '../../../lib/clock';
import type { Host } from '../../../transport/host';
import { proxyFolder } from '../../server/folders';
import { RefusedByProxy } from '../model/refused';
import type { CaddyServers, CaddyTls } from './types';

const serversPath = '/config/apps/http/servers';
const tlsPath = '/config/apps/tls';
const deadlineMs = 15_000;
const changeAttempts = 20;

/** Read the reason from Caddy's `{"error": "…"}`. */
function reasonIn(body: string): string {
  const quoted = /^\s*\{"error":("(?:[^"\\]|\\.)*")\}\s*$/.exec(body)?.[1];
  return quoted === undefined ? body.trim() : String(JSON.parse(quoted));
}

/**
 * Caddy's admin endpoint (caddyserver.com/docs/api), a unix socket of the machine that is not reachable from any
 * network.
 */
export class CaddyAdmin {
  constructor(
    private readonly host: Host,
    private readonly instanceId: string,
    private readonly clock: Clock,
  ) {}

  /** Get the servers of the running configuration. */
  async servers(): Promise<CaddyServers> {
    return (await this.read<CaddyServers>(serversPath)).value ?? {};
  }

  /** @returns whether anything changed */
  changeServers(change: (servers: CaddyServers) => CaddyServers): Promise<boolean> {
    return this.change<CaddyServers>(serversPath, (servers) => change(servers ?? {}));
  }

  /** Get the TLS settings; null when there are none. */
  async tls(): Promise<CaddyTls | null> {
    return (await this.read<CaddyTls>(tlsPath)).value;
  }

  /** @returns whether anything changed */
  changeTls(change: (tls: CaddyTls | null) => CaddyTls | null): Promise<boolean> {
    return this.change<CaddyTls>(tlsPath, change);
  }

  /** Read a part of the running configuration, with the tag for `If-Match`. */
  private async read<T>(path: string): Promise<{ value: T | null; etag: string | undefined }> {
    const { body, headers } = await this.request('GET', path);
    // Written by Gantry, or by the operator through the same endpoint: Caddy has checked its shape.
    return { value: JSON.parse(body) as T | null, etag: headers.etag };
  }

  /**
   * Change a part atomically for requests. After another writer's change Caddy answers 412, and the change is computed
   * again on that configuration. An empty change causes no reload.
   */
  private async change<T>(path: string, change: (value: T | null) => T | null): Promise<boolean> {
    for (let attempt = 0; attempt < changeAttempts; attempt++) {
      const { value, etag } = await this.read<T>(path);
      const changed = change(value);
      if (isDeepStrictEqual(changed, value)) return false;
      const headers: Record<string, string> = etag === undefined ? {} : { 'If-Match': etag };
      const { status } = await this.request('POST', path, JSON.stringify(changed), headers);
      if (status !== 412) return true;
      await this.clock.sleep(50 + Math.random() * 200);
    }
    throw new AppError('unavailable', 'The proxy configuration keeps changing at the same time. Try again.');
  }

  /** Get the number of active requests per `host:port`; an upstream that no route names is absent. */
  async runningRequests(): Promise<Map<string, number>> {
    const { body } = await this.request('GET', '/reverse_proxy/upstreams');
    // caddyserver.com/docs/api#get-reverse-proxyupstreams
    const upstreams = JSON.parse(body) as { address: string; num_requests: number }[] | null;
    return new Map((upstreams ?? []).map((upstream) => [upstream.address, upstream.num_requests]));
  }

  private async request(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    const response = await this.host.httpOverSocket({
      socketPath: `${proxyFolder(this.instanceId)}/admin.sock`,
      method,
      path,
      headers: { Host: 'localhost', 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body }),
      deadlineMs,
    });
    if (response.status >= 400 && response.status !== 412) {
      throw new RefusedByProxy(reasonIn(response.body).slice(0, 500));
    }
    return response;
  }
}
