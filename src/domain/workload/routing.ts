import type { ProxyKind } from '../proxy';
import type { Secret } from '../secret';

export interface DomainSpec {
  scheme: 'http' | 'https';
  /** Lower-case ACE form. */
  host: string;
  /** Container port; null: the first exposed one. */
  port: number | null;
  /** `/` or a prefix such as `/api`. */
  path: string;
  noindex: boolean;
}

export interface BasicAuthSpec {
  username: string;
  /** bcrypt hash. */
  passwordHash: Secret;
}

export interface RoutingSpec {
  domains: readonly DomainSpec[];
  /** Only for `https://` domains. */
  forceHttps: boolean;
  redirect: 'www' | 'non-www' | 'both';
  gzip: boolean;
  stripPrefix: boolean;
  basicAuth: BasicAuthSpec | null;
}

/** Proxy of the server. */
export interface ProxySpec {
  kind: ProxyKind;
  containerName: string;
  image: string;
}
