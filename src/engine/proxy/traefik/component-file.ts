import { createHash } from 'node:crypto';
import type { Slot } from '../../plan/facts';
import type { ServedPlace } from '../model/observe';
import { type Entrance, entrances, type ProxyRoute, routesOf, type Serving } from '../model/routes';
import { type RouteInput, type SlotPorts, slotUpstream } from '../model/upstreams';
import * as middlewares from './middlewares';
import {
  eventsRouterName,
  inSlot,
  keyOfRouter,
  markName,
  noService,
  revisionName,
  routerName,
  serviceName,
  shared,
  slotIn,
} from './names';
import { divideByEvents, hostOfRule, pathOfRule, priorityOf, ruleOf } from './rule';
import { fileText } from './text';
import type { ComponentFile, TraefikMiddleware, TraefikRouter, TraefikService } from './types';

const slots: readonly Slot[] = ['blue', 'green'];

/**
 * Write the routes of one component for Traefik: both slots are services of its file, and every router names that of
 * the serving slot. They are data made of parsed parts: input only ever becomes a whole value, or one in the quotes of
 * a rule.
 */
export function componentFile(input: RouteInput, slot: Slot): ComponentFile {
  const file = new FileOf(input.key, slot);
  const routes = routesOf(input);
  for (const entrance of entrances)
    routes[entrance].forEach((route, index) => {
      file.add(entrance, route, index);
    });
  return withRevision(file.content());
}

/** Point the routes of a file to a slot. */
export function withSlot(file: ComponentFile, slot: Slot): ComponentFile {
  const routers = Object.entries(file.http.routers).map(([name, router]) => {
    const { service, middlewares: before = [] } = router;
    const after = before.map((each) => inSlot(each, slot));
    return [
      name,
      { ...router, service: inSlot(service, slot), ...(after.length > 0 && { middlewares: after }) },
    ];
  });
  return withRevision({ http: { ...file.http, routers: Object.fromEntries(routers) } });
}

/** Get the slot that the routes of a file lead to; undefined when it has only redirects. */
export function slotOfFile({ http }: ComponentFile): Slot | undefined {
  return Object.values(http.routers)
    .map(({ service }) => slotIn(service))
    .find((slot) => slot !== undefined);
}

/** Get the key of the component whose routes a file contains. */
export function keyOfFile({ http }: ComponentFile): string | undefined {
  const [first = ''] = Object.keys(http.routers);
  return keyOfRouter(first);
}

/** Get the name of the middleware that shows whether the file is active. */
export function revisionOf({ http }: ComponentFile): string {
  return Object.keys(http.middlewares).find((name) => /-revision-[0-9a-f]{16}$/.test(name)) ?? '';
}

/** List the hosts that a file serves over HTTPS. */
export function httpsHosts({ http }: ComponentFile): string[] {
  const secure = Object.values(http.routers).filter(({ tls }) => tls !== undefined);
  return [...new Set(secure.map(({ rule }) => hostOfRule(rule)))].filter((host) => host !== undefined);
}

/** List the addresses that a file serves for visitors. */
export function servedPlaces({ http }: ComponentFile): ServedPlace[] {
  return Object.values(http.routers).flatMap(({ entryPoints: [entrance], rule }) => {
    const host = hostOfRule(rule);
    const isForVisitors = entrance === 'http' || entrance === 'https';
    return isForVisitors && host !== undefined ? [{ scheme: entrance, host, path: pathOfRule(rule) }] : [];
  });
}

/** Remove passwords from files, so that users may see them. */
export function withoutPasswords(files: readonly ComponentFile[]): ComponentFile[] {
  return JSON.parse(
    JSON.stringify(files, (name, value: unknown) => (name === 'users' ? ['***'] : value)),
  ) as ComponentFile[]; // same shape
}

function withRevision({ http }: ComponentFile): ComponentFile {
  const own = Object.fromEntries(
    Object.entries(http.middlewares).filter(([name]) => name !== revisionOf({ http })),
  );
  const content = { ...http, middlewares: own };
  const hash = createHash('sha256').update(fileText(content)).digest('hex').slice(0, 16);
  const name = revisionName(keyOfFile({ http }) ?? '', hash);
  return { http: { ...content, middlewares: { ...own, [name]: middlewares.revision(hash) } } };
}

/** Collects the parts of a file, each one once. */
class FileOf {
  private readonly routers: Record<string, TraefikRouter> = {};
  private readonly services: Record<string, TraefikService> = {};
  private readonly middlewares: Record<string, TraefikMiddleware> = {};
  private readonly ports: SlotPorts[] = [];

  constructor(
    private readonly key: string,
    private readonly slot: Slot,
  ) {}

  add(entrance: Entrance, route: ProxyRoute, index: number): void {
    const { does } = route;
    const name = routerName(this.key, entrance, index);
    const isServed = does.kind === 'serve';
    const names = isServed ? this.serve(entrance, name, does) : [this.redirect(name, does)];
    const router: TraefikRouter = {
      entryPoints: [entrance],
      rule: ruleOf(route),
      priority: priorityOf(route),
      middlewares: names,
      // Traefik's own service, for routers that only redirect.
      service: isServed ? serviceName(this.key, this.serviceOf(does.ports), this.slot) : noService,
      ...(entrance === 'https' && { tls: tlsOf(route) }),
    };
    if (isServed && does.gzip) this.divide(name, router);
    else this.routers[name] = router;
  }

  content(): ComponentFile {
    const { routers, services, middlewares } = this;
    return { http: { routers, services, middlewares } };
  }

  private serve(entrance: Entrance, router: string, does: Serving): string[] {
    const at = this.serviceOf(does.ports);
    return [
      this.named(`${this.key}-distrust`, middlewares.distrust),
      ...(entrance === 'probe' ? [markName(this.key, at, this.slot)] : []),
      ...(does.noindex ? [shared.noIndex] : []),
      ...(does.basicAuth ? [this.named(`${this.key}-auth`, middlewares.basicAuth(does.basicAuth))] : []),
      ...(does.gzip ? [shared.compress] : []),
      ...(does.strip === null ? [] : [this.named(`${router}-strip`, middlewares.stripPrefix(does.strip))]),
      shared.retry,
    ];
  }

  /**
   * Add a router that compresses, and one for event streams: compression would hold back the head of a stream until
   * its first event, and the browser would not see it open.
   */
  private divide(name: string, router: TraefikRouter): void {
    const { events, others } = divideByEvents(router.rule);
    const uncompressed = router.middlewares?.filter((each) => each !== shared.compress);
    this.routers[name] = { ...router, rule: others };
    this.routers[eventsRouterName(name)] = { ...router, rule: events, middlewares: uncompressed };
  }

  private redirect(router: string, { scheme, host }: { scheme: 'https' | 'same'; host: string }): string {
    return host === 'same'
      ? shared.toHttps
      : this.named(`${router}-to`, middlewares.redirectTo(scheme, host));
  }

  private named(name: string, middleware: TraefikMiddleware): string {
    this.middlewares[name] = middleware;
    return name;
  }

  /** Add the services of both slots for a pair of ports, and the marks of their answers. @returns their number */
  private serviceOf(ports: SlotPorts): number {
    const known = this.ports.findIndex(({ blue, green }) => blue === ports.blue && green === ports.green);
    if (known >= 0) return known;
    const at = this.ports.push(ports) - 1;
    for (const slot of slots) {
      const upstream = slotUpstream(this.key, slot, ports);
      this.services[serviceName(this.key, at, slot)] = {
        loadBalancer: { servers: [{ url: `http://${upstream}` }], serversTransport: shared.transport },
      };
      this.named(markName(this.key, at, slot), middlewares.mark(upstream));
    }
    return at;
  }
}

/**
 * Choose the certificate: one for a wildcard is never requested over HTTP (RFC 8555, 8.3); an uploaded one is found by
 * its names.
 */
function tlsOf({ host }: ProxyRoute): TraefikRouter['tls'] {
  return host.startsWith('*') ? {} : { certResolver: shared.resolver };
}
