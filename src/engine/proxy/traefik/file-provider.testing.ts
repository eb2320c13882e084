import { z } from 'zod';

/**
 * What Traefik 3 accepts from its file provider, limited to what Gantry writes, by its reference
 * (doc.traefik.io/traefik/reference/routing-configuration): anything else in a file is a mistake. A forbidden empty
 * map makes Traefik refuse the whole folder.
 */
const duration = z.string().regex(/^\d+(?:ms|s)$/);
const names = z.array(z.string().min(1)).min(1);

const router = z.strictObject({
  entryPoints: z.array(z.enum(['http', 'https', 'probe'])).length(1),
  rule: z.string().min(1),
  // 0 means that it is not set.
  priority: z.int().refine((priority) => priority !== 0),
  middlewares: names.optional(),
  service: z.string().min(1),
  tls: z.strictObject({ certResolver: z.literal('gantry').optional() }).optional(),
});

const service = z.strictObject({
  loadBalancer: z.strictObject({
    servers: z.array(z.strictObject({ url: z.url({ protocol: /^http$/ }) })).length(1),
    serversTransport: z.literal('gantry'),
  }),
});

const middleware = z.union([
  z.strictObject({ stripPrefix: z.strictObject({ prefixes: z.array(z.string().startsWith('/')).min(1) }) }),
  z.strictObject({
    basicAuth: z.strictObject({ users: z.array(z.string().regex(/^[^:]+:[^:]+$/s)).min(1) }),
  }),
  z.strictObject({
    headers: z.strictObject({
      customResponseHeaders: z
        .record(z.string().regex(/^[A-Za-z-]+$/), z.string().min(1))
        .refine((headers) => Object.keys(headers).length > 0),
    }),
  }),
  z.strictObject({
    headers: z.strictObject({
      customRequestHeaders: z.record(z.string().regex(/^[A-Za-z_-]+$/), z.literal('')),
    }),
  }),
  z.strictObject({
    compress: z.strictObject({
      encodings: z.array(z.enum(['gzip', 'br', 'zstd'])).min(1),
      excludedContentTypes: z.array(z.string()),
    }),
  }),
  z.strictObject({
    retry: z.strictObject({ attempts: z.int().min(1), initialInterval: duration }),
  }),
  z.strictObject({ redirectScheme: z.strictObject({ scheme: z.literal('https'), permanent: z.boolean() }) }),
  z.strictObject({
    redirectRegex: z.strictObject({ regex: z.string(), replacement: z.string(), permanent: z.boolean() }),
  }),
]);

export const fileProvider = z.strictObject({
  http: z
    .strictObject({
      routers: z.record(z.string(), router).optional(),
      services: z.record(z.string(), service).optional(),
      middlewares: z.record(z.string(), middleware).optional(),
      serversTransports: z
        .record(
          z.string(),
          z.strictObject({
            forwardingTimeouts: z.record(z.enum(['dialTimeout', 'idleConnTimeout']), duration),
          }),
        )
        .optional(),
    })
    .optional(),
  tls: z
    .strictObject({
      options: z.strictObject({ default: z.strictObject({ sniStrict: z.boolean() }) }).optional(),
      certificates: z
        .array(z.strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) }))
        .optional(),
    })
    .optional(),
});

const ownServices = new Set(['noop@internal']);

/** Find names that files use and none defines: Traefik would disable such a router. */
export function danglingNames(files: readonly z.infer<typeof fileProvider>[]): string[] {
  const https = files.flatMap(({ http }) => (http ? [http] : []));
  const middlewares = new Set(https.flatMap((http) => Object.keys(http.middlewares ?? {})));
  const services = new Set(https.flatMap((http) => Object.keys(http.services ?? {})));
  return https
    .flatMap((http) => Object.values(http.routers ?? {}))
    .flatMap((each) => [
      ...(each.middlewares ?? []).filter((name) => !middlewares.has(name)),
      ...(services.has(each.service) || ownServices.has(each.service) ? [] : [each.service]),
    ]);
}
