/** The parts of Caddy's JSON configuration that Gantry writes; valid for Caddy 2.6 and later. */
export interface CaddyRoute {
  /** Unique in the whole configuration; ours begin with `gantry_`. */
  '@id'?: string;
  match?: readonly CaddyMatch[];
  handle: readonly CaddyHandler[];
  terminal?: boolean;
}

export interface CaddyMatch {
  host?: readonly string[];
  path?: readonly string[];
  header?: Readonly<Record<string, readonly string[]>>;
  vars?: Readonly<Record<string, readonly string[]>>;
  not?: readonly CaddyMatch[];
}

export interface CaddyHandler {
  handler: string;
  [option: string]: unknown;
}

export interface CaddyServer {
  listen: readonly string[];
  routes: readonly CaddyRoute[];
  automatic_https?: { disable?: boolean; disable_redirects?: boolean };
  [option: string]: unknown;
}

/** Servers by name; `gantry_http`, `gantry_https` and `gantry_probe` are Gantry's, others are kept untouched. */
export type CaddyServers = Readonly<Record<string, CaddyServer>>;

/** Certificates of the proxy: issued by ACME, or loaded. */
export interface CaddyTls {
  automation?: { policies?: readonly CaddyPolicy[]; [option: string]: unknown };
  certificates?: { load_pem?: readonly CaddyCertificate[]; [option: string]: unknown };
  [option: string]: unknown;
}

export interface CaddyPolicy {
  '@id'?: string;
  issuers?: readonly CaddyIssuer[];
  [option: string]: unknown;
}

export interface CaddyIssuer {
  module: string;
  ca?: string;
  email?: string;
  trusted_roots_pem_files?: readonly string[];
}

export interface CaddyCertificate {
  certificate: string;
  key: string;
  tags?: readonly string[];
}
