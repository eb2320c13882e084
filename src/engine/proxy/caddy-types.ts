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

/** Server name → server; `gantry_http`, `gantry_https` and `gantry_probe` are ours, others are kept untouched. */
export type CaddyServers = Readonly<Record<string, CaddyServer>>;
