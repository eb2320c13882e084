import type { CommandResult } from '../../domain/command';
import type { Secret } from '../../domain/secret';
import { fileProvider } from '../proxy/traefik/file-provider.testing';
import { hostOfRule } from '../proxy/traefik/rule';
import { innerPorts } from '../proxy/traefik/static-file';
import type { DynamicConfiguration, TraefikMiddleware, TraefikRouter } from '../proxy/traefik/types';

type Files = ReadonlyMap<string, string | Secret | Uint8Array>;

/**
 * Traefik's file provider, API and probe entrance, in memory: a file of Gantry's own in a format that Traefik does not
 * read is refused.
 */
export class DoubleTraefik {
  /** Upstreams for which the probe entrance answers 502. */
  readonly unreachable = new Set<string>();
  /** Whether new files no longer become active. */
  isStuck = false;
  /** Part of a file that Traefik cannot read: then it loads none. */
  unreadable: string | null = null;
  /** Why it does not activate a router, by name. */
  readonly disabled = new Map<string, string>();
  private loaded: DynamicConfiguration[] = [];

  constructor(private readonly files: Files) {}

  /** Answer like the machine's curl. */
  answer(argv: readonly string[]): Partial<CommandResult> {
    this.load();
    const { host, pathname, searchParams } = new URL(argv.at(-1) ?? '');
    if (host === `127.0.0.1:${innerPorts.probe}`) return this.probe(headerOf(argv, 'Host'), pathname);
    const [, , , kind = '', name] = pathname.split('/').map(decodeURIComponent);
    if (pathname === '/ping') return shown(200, 'OK');
    if (kind === 'middlewares') return shown(this.middlewares[(name ?? '').replace('@file', '')] ? 200 : 404);
    const search = searchParams.get('search') ?? '';
    const routers = Object.keys(this.routers).filter((each) => each.includes(search));
    return shown(200, JSON.stringify(routers.map((each) => this.statusOf(each))));
  }

  /** Get the `host:port` that answers for a host, or null. */
  upstreamFor(host: string, entrance = 'http', path = '/'): string | null {
    this.load();
    const router = this.routerFor(host, entrance, path);
    const service = this.loaded.flatMap(({ http }) => http?.services?.[router?.service ?? ''] ?? [])[0];
    return service?.loadBalancer.servers[0]?.url.replace('http://', '') ?? null;
  }

  private statusOf(router: string) {
    const error = this.disabled.get(router);
    return {
      name: `${router}@file`,
      ...(error ? { status: 'disabled', error: [error] } : { status: 'enabled' }),
    };
  }

  private load(): void {
    const files = [...this.files]
      .filter(([path]) => /\/traefik\/routes\/[^/]+\.yml$/.test(path))
      .map(([path, content]) => ({ isCustom: path.endsWith('/_custom.yml'), text: textOf(content) }));
    const { unreadable } = this;
    if (this.isStuck || (unreadable !== null && files.some(({ text }) => text.includes(unreadable)))) return;
    this.loaded = files.map(({ isCustom, text }) => {
      const file = JSON.parse(text);
      return (isCustom ? file : fileProvider.parse(file)) as DynamicConfiguration; // same shape
    });
  }

  private get routers(): Readonly<Record<string, TraefikRouter>> {
    return Object.assign({}, ...this.loaded.map(({ http }) => http?.routers));
  }

  private get middlewares(): Readonly<Record<string, TraefikMiddleware>> {
    return Object.assign({}, ...this.loaded.map(({ http }) => http?.middlewares));
  }

  private routerFor(host: string, entrance: string, path: string): TraefikRouter | undefined {
    return Object.values(this.routers)
      .filter(({ entryPoints }) => entryPoints.includes(entrance))
      .filter(({ rule }) => hostOfRule(rule)?.replace('*', 'gantry-probe') === host && takes(rule, path))
      .sort((a, b) => b.priority - a.priority)[0];
  }

  private probe(host: string, path: string): Partial<CommandResult> {
    const router = this.routerFor(host, 'probe', path);
    if (!router) return shown(404, '404 page not found');
    const marks = (router.middlewares ?? []).flatMap((name) => {
      const middleware = this.middlewares[name];
      if (!middleware || !('headers' in middleware)) return [];
      return 'customResponseHeaders' in middleware.headers ? [middleware.headers.customResponseHeaders] : [];
    });
    const upstream = this.upstreamFor(host, 'probe', path) ?? '';
    const headers: Record<string, string> = Object.assign({}, ...marks);
    return this.unreachable.has(upstream) ? shown(502, 'Bad Gateway', headers) : shown(200, '', headers);
  }
}

export function textOf(content: string | Secret | Uint8Array): string {
  if (typeof content === 'string') return content;
  return content instanceof Uint8Array ? Buffer.from(content).toString() : content.reveal();
}

function takes(rule: string, path: string): boolean {
  const prefix = / && \(Path\(`([^`]+)`\)/.exec(rule)?.[1] ?? '';
  return prefix === '' || path === prefix || path.startsWith(`${prefix}/`);
}

function headerOf(argv: readonly string[], name: string): string {
  const header = argv.find((word, at) => argv[at - 1] === '--header' && word.startsWith(`${name}: `));
  return header?.slice(name.length + 2) ?? '';
}

function shown(status: number, body = '', headers: Record<string, string> = {}): Partial<CommandResult> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return { stdout: `HTTP/1.1 ${status} Status\r\n${lines.join('')}\r\n${body}` };
}
