import type { UnixHttpRequest, UnixHttpResponse } from '../../transport/http/exchange';
import { emptyServers } from '../proxy/caddy/servers';
import type { CaddyServers } from '../proxy/caddy/types';

/** A handler as `proxyToSlot` writes it. */
interface SlotRoute {
  match?: { file: { try_files: string[] } }[];
  handle: { upstreams: { dial: string }[] }[];
}

/** Caddy's admin and probe sockets, in memory. */
export class DoubleCaddy {
  servers: CaddyServers = emptyServers();
  /** Certificates and their issuer; null: Caddy's own defaults. */
  tls: unknown = null;
  reloads = 0;
  /** Running requests per upstream. */
  running: Record<string, number> = {};
  /** Upstreams for which the probe server answers 502. */
  readonly unreachable = new Set<string>();
  /** Runs before each write, so that another writer can come first. */
  beforeWrite: () => void = () => undefined;

  /** @param isFlagged whether the flag file `/<key of a component>` exists */
  constructor(private readonly isFlagged: (file: string) => boolean) {}

  answer(request: UnixHttpRequest): UnixHttpResponse {
    if (request.socketPath.endsWith('probe.sock')) return this.probe(request);
    if (request.path === '/reverse_proxy/upstreams') return ok(this.upstreams());
    const isTls = request.path === '/config/apps/tls';
    if (request.method === 'GET') return ok(isTls ? this.tls : this.servers, { etag: this.etag() });
    this.beforeWrite();
    if (request.headers?.['If-Match'] !== this.etag()) return { status: 412, headers: {}, body: '' };
    if (isTls) this.tls = JSON.parse(request.body ?? 'null');
    else this.servers = JSON.parse(request.body ?? 'null') as CaddyServers;
    this.reloads++;
    return ok(null);
  }

  /** Get the `host:port` that answers for a host on port 80, or null. */
  upstreamFor(host: string, server = 'gantry_http'): string | null {
    const route = this.servers[server]?.routes.find((entry) => entry.match?.[0]?.host?.includes(host));
    const slots = route?.handle.at(-1)?.routes as SlotRoute[] | undefined;
    const taken = slots?.find(
      ({ match }) => match === undefined || this.isFlagged(match[0]?.file.try_files[0] ?? ''),
    );
    return taken?.handle[0]?.upstreams[0]?.dial ?? null;
  }

  private probe(request: UnixHttpRequest): UnixHttpResponse {
    const upstream = this.upstreamFor(request.headers?.Host ?? '', 'gantry_probe');
    if (upstream === null || this.unreachable.has(upstream)) return { status: 502, headers: {}, body: '' };
    return { status: 200, headers: { 'x-gantry-upstream': upstream }, body: '' };
  }

  private upstreams() {
    return Object.entries(this.running).map(([address, num_requests]) => ({
      address,
      num_requests,
      fails: 0,
    }));
  }

  private etag(): string {
    return `"${this.reloads}"`;
  }
}

function ok(body: unknown, headers: Record<string, string> = {}): UnixHttpResponse {
  return { status: 200, headers, body: JSON.stringify(body) };
}
