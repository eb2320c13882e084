import { z } from 'zod';
import * as handlers from './custom-handlers';
import { durationText, hostPattern, matchers, plainText } from './custom-values';

const MOST_ROUTES = 100;
const MOST_ADDRESSES = 200;

const handler: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('handler', [...handlers.plain, subroute], {
    error: `Must be one of: ${[...handlers.names, 'subroute'].join(', ')}.`,
  }),
);

const route = z.strictObject({
  match: z.array(matchers).max(MOST_ROUTES).optional(),
  handle: z.array(handler).min(1, 'Must have a handler.').max(MOST_ROUTES),
  terminal: z.boolean().optional(),
});

const routes = z.array(route, 'Must be a list of routes.').max(MOST_ROUTES);

const subroute = z.strictObject({ handler: z.literal('subroute'), routes });

/** Options of each server besides routes: never listen addresses or certificate settings. */
export const customOptions = {
  read_timeout: durationText.optional(),
  read_header_timeout: durationText.optional(),
  write_timeout: durationText.optional(),
  idle_timeout: durationText.optional(),
  keepalive_interval: durationText.optional(),
  max_header_bytes: z.int().min(1).max(10_000_000).optional(),
  strict_sni_host: z.boolean().optional(),
  client_ip_headers: z.array(hostPattern).max(10).optional(),
  trusted_proxies: z
    .strictObject({ source: z.literal('static'), ranges: z.array(plainText).max(MOST_ADDRESSES) })
    .optional(),
};

const server = z.strictObject({ routes: routes.optional(), ...customOptions });

/** User-written part of a proxy's configuration. An empty text is an empty part. */
export const customPart = z
  .strictObject({ gantry_http: server.optional(), gantry_https: server.optional() })
  .nullable()
  .transform((part) => part ?? {});
