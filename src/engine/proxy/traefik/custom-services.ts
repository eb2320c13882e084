import { z } from 'zod';
import { oneKind } from './custom-kinds';
import {
  absolutePath,
  durationText,
  headerValues,
  ownName,
  plainText,
  sticky,
  upstreamUrl,
} from './custom-values';

const MOST_SERVERS = 50;
const port = z.int().min(1).max(65_535);
const weight = z.int().min(0).max(1_000_000);

const healthCheck = z.strictObject({
  scheme: z.enum(['http', 'https']).optional(),
  mode: z.enum(['http', 'grpc']).optional(),
  path: absolutePath,
  method: z.enum(['GET', 'HEAD', 'OPTIONS', 'POST']).optional(),
  status: z.int().min(100).max(599).optional(),
  port: port.optional(),
  interval: durationText.optional(),
  unhealthyInterval: durationText.optional(),
  timeout: durationText.optional(),
  hostname: plainText.optional(),
  headers: headerValues.optional(),
});

const loadBalancer = z.strictObject({
  servers: z
    .array(
      z.strictObject({ url: upstreamUrl, weight: weight.optional(), preservePath: z.boolean().optional() }),
    )
    .min(1, 'Must have a server.')
    .max(MOST_SERVERS),
  strategy: z.enum(['wrr', 'p2c', 'hrw', 'leasttime']).optional(),
  sticky: sticky.optional(),
  healthCheck: healthCheck.optional(),
  passiveHealthCheck: z
    .strictObject({ failureWindow: durationText.optional(), maxFailedAttempts: z.int().min(1) })
    .optional(),
  passHostHeader: z.boolean().optional(),
  responseForwarding: z.strictObject({ flushInterval: durationText }).optional(),
  serversTransport: ownName.optional(),
});

const weighted = z
  .array(z.strictObject({ name: ownName, weight: weight.optional() }))
  .min(1, 'Must have a service.')
  .max(MOST_SERVERS);

/** Services that reach other machines over HTTP, or divide requests among services of this configuration. */
export const service = oneKind({
  loadBalancer,
  weighted: z.strictObject({ services: weighted, sticky: sticky.optional() }),
  failover: z.strictObject({ service: ownName, fallback: ownName }),
  mirroring: z.strictObject({
    service: ownName,
    mirrorBody: z.boolean().optional(),
    maxBodySize: z.int().min(-1).optional(),
    mirrors: z
      .array(z.strictObject({ name: ownName, percent: z.int().min(0).max(100) }))
      .min(1, 'Must have a service.')
      .max(MOST_SERVERS),
  }),
});

/** How services are connected to; no file of the proxy's container. */
export const serversTransport = z
  .strictObject({
    serverName: plainText.optional(),
    insecureSkipVerify: z.boolean().optional(),
    maxIdleConnsPerHost: z.int().min(-1).optional(),
    disableHTTP2: z.boolean().optional(),
    forwardingTimeouts: z
      .strictObject({
        dialTimeout: durationText.optional(),
        responseHeaderTimeout: durationText.optional(),
        idleConnTimeout: durationText.optional(),
        readIdleTimeout: durationText.optional(),
        pingTimeout: durationText.optional(),
      })
      .refine((timeouts) => Object.keys(timeouts).length > 0, 'Must not be empty.')
      .optional(),
  })
  .refine((options) => Object.keys(options).length > 0, 'Must not be empty.');
