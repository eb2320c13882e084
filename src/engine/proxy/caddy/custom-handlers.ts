import { z } from 'zod';
import { durationText, hostPattern, namedLists, plainText, settings } from './custom-values';

const MOST_UPSTREAMS = 50;

const headerChanges = {
  add: namedLists.optional(),
  set: namedLists.optional(),
  delete: z.array(plainText).max(100).optional(),
  replace: z
    .record(
      plainText.max(255),
      z
        .array(
          z.strictObject({
            search: plainText.optional(),
            search_regexp: plainText.optional(),
            replace: plainText.optional(),
          }),
        )
        .max(100),
    )
    .optional(),
};
const requestHeaders = z.strictObject(headerChanges);
const responseHeaders = z.strictObject({ ...headerChanges, deferred: z.boolean().optional() });
const headers = { request: requestHeaders.optional(), response: responseHeaders.optional() };

/** Name or address, and port: never a unix socket, because visitors could then reach the admin endpoint. */
const dial = z
  .string()
  .regex(/^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,253})|\[[0-9A-Fa-f:]{2,45}\]):\d{1,5}$/, 'Must be host:port.');

/** Plain or TLS connection to another machine; no file of the proxy's container. */
const transport = z.strictObject({
  protocol: z.literal('http'),
  tls: z
    .strictObject({ server_name: hostPattern.optional(), insecure_skip_verify: z.boolean().optional() })
    .optional(),
  versions: z.array(z.enum(['1.1', '2', 'h2c'])).optional(),
  dial_timeout: durationText.optional(),
  response_header_timeout: durationText.optional(),
  read_timeout: durationText.optional(),
  write_timeout: durationText.optional(),
  keep_alive: settings.optional(),
  compression: z.boolean().optional(),
});

const statusCode = z.union([z.int().min(100).max(999), z.string().regex(/^[1-9]\d\d$/)]);

/** Handlers that read no file of the proxy's container and run nothing in it. */
export const plain = [
  z.strictObject({
    handler: z.literal('static_response'),
    status_code: statusCode.optional(),
    headers: namedLists.optional(),
    body: plainText.optional(),
    close: z.boolean().optional(),
    abort: z.boolean().optional(),
  }),
  z.strictObject({
    handler: z.literal('reverse_proxy'),
    upstreams: z
      .array(z.strictObject({ dial, max_requests: z.int().min(0).optional() }))
      .min(1)
      .max(MOST_UPSTREAMS),
    headers: z.strictObject(headers).optional(),
    load_balancing: settings.optional(),
    health_checks: settings.optional(),
    flush_interval: z.union([durationText, z.int()]).optional(),
    rewrite: z.strictObject({ method: plainText.optional(), uri: plainText.optional() }).optional(),
    transport: transport.optional(),
  }),
  z.strictObject({ handler: z.literal('headers'), ...headers }),
  z.strictObject({
    handler: z.literal('rewrite'),
    method: plainText.optional(),
    uri: plainText.optional(),
    strip_path_prefix: plainText.optional(),
    strip_path_suffix: plainText.optional(),
    uri_substring: settings.optional(),
    path_regexp: settings.optional(),
  }),
  z.strictObject({
    handler: z.literal('encode'),
    encodings: z.strictObject({ gzip: settings.optional(), zstd: settings.optional() }),
    prefer: z.array(z.enum(['gzip', 'zstd'])).optional(),
    minimum_length: z.int().min(0).optional(),
  }),
  z.strictObject({
    handler: z.literal('authentication'),
    providers: z.strictObject({
      http_basic: z.strictObject({
        hash: z.strictObject({ algorithm: z.literal('bcrypt') }).optional(),
        realm: plainText.optional(),
        accounts: z
          .array(z.strictObject({ username: plainText, password: plainText, salt: plainText.optional() }))
          .min(1)
          .max(100),
      }),
    }),
  }),
  z.strictObject({ handler: z.literal('request_body'), max_size: z.int().min(0) }),
  z.strictObject({
    handler: z.literal('error'),
    error: plainText.optional(),
    status_code: statusCode.optional(),
  }),
] as const;

export const names = plain.map((each) => each.shape.handler.value);
