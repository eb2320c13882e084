/** Programs that can be the proxy of a server. */
export const proxyPrograms = ['caddy', 'traefik'] as const;

export type ProxyProgram = (typeof proxyPrograms)[number];

/** `proxy_type` of a server; `none`: Gantry runs no proxy there. */
export type ProxyKind = ProxyProgram | 'none';

/** Default image of each program; that of a server is in its row. */
export const proxyImages: Readonly<Record<ProxyProgram, string>> = {
  caddy: 'caddy:2',
  traefik: 'traefik:v3.7',
};

/** Display name of each program. */
export const proxyNames: Readonly<Record<ProxyProgram, string>> = { caddy: 'Caddy', traefik: 'Traefik' };

/** Whether Gantry runs a program for this kind. */
export function isProxyProgram(kind: ProxyKind): kind is ProxyProgram {
  return kind !== 'none';
}
