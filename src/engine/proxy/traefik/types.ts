/** Parts of the configuration of Traefik's file provider that Gantry writes; valid for Traefik 3. */
export interface DynamicConfiguration {
  http?: {
    routers?: Readonly<Record<string, TraefikRouter>>;
    services?: Readonly<Record<string, TraefikService>>;
    middlewares?: Readonly<Record<string, TraefikMiddleware>>;
    serversTransports?: Readonly<Record<string, { forwardingTimeouts: Readonly<Record<string, string>> }>>;
  };
  tls?: {
    options?: Readonly<Record<string, { sniStrict: boolean }>>;
    certificates?: readonly { certFile: string; keyFile: string }[];
  };
}

export interface TraefikRouter {
  entryPoints: readonly string[];
  rule: string;
  /** Never 0, which means not set. Below zero: after all routes of components. */
  priority: number;
  middlewares?: readonly string[];
  service: string;
  /** Without a resolver: only existing certificates are used, none is requested. */
  tls?: { certResolver?: string };
}

export interface TraefikService {
  loadBalancer: { servers: readonly { url: string }[]; serversTransport: string };
}

export type TraefikMiddleware =
  | { stripPrefix: { prefixes: readonly string[] } }
  | { basicAuth: { users: readonly string[] } }
  | { headers: { customResponseHeaders: Readonly<Record<string, string>> } }
  /** An empty value removes a header. */
  | { headers: { customRequestHeaders: Readonly<Record<string, string>> } }
  | { compress: { encodings: readonly string[]; excludedContentTypes: readonly string[] } }
  | { retry: { attempts: number; initialInterval: string } }
  | { redirectScheme: { scheme: string; permanent: boolean } }
  | { redirectRegex: { regex: string; replacement: string; permanent: boolean } };

/** Routes of one component, as in its file. */
export interface ComponentFile {
  http: {
    routers: Readonly<Record<string, TraefikRouter>>;
    services: Readonly<Record<string, TraefikService>>;
    middlewares: Readonly<Record<string, TraefikMiddleware>>;
  };
}
