import { z } from 'zod';

const kinds = ['traefik', 'caddy', 'none'] as const;

/** `proxy_type` of a server, in any case as older clients send it. Traefik is part of the contract but not driven yet. */
export const proxyKind = z
  .string()
  .toLowerCase()
  .pipe(z.enum(kinds, 'Must be traefik, caddy or none.'))
  .refine((kind) => kind !== 'traefik', 'Traefik is not available yet; use caddy or none.');
