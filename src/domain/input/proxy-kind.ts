import { z } from 'zod';

const kinds = ['traefik', 'caddy', 'none'] as const;

/** `proxy_type` of a server, in any case, for older clients. */
export const proxyKind = z.string().toLowerCase().pipe(z.enum(kinds, 'Must be traefik, caddy or none.'));
