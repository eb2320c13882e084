import { z } from 'zod';
import { oneKind } from './custom-kinds';
import {
  absolutePath,
  askedUrl,
  durationText,
  headerName,
  headerValues,
  ownName,
  ownNames,
  plainText,
  textList,
} from './custom-values';

const users = z
  .array(plainText.regex(/^[^:]+:.+$/, 'Must be name:hash, as htpasswd writes it.'))
  .min(1, 'Must have a user.')
  .max(100);
const headerList = z.array(headerName).min(1, 'Must not be empty.').max(100);
const amount = z.int().min(0);
const status = z.int().min(100).max(599);
const pattern = { regex: plainText.min(1), replacement: plainText };
const flags = (names: readonly string[]) =>
  z.strictObject(Object.fromEntries(names.map((name) => [name, z.boolean().optional()])));
const who = [
  'country',
  'province',
  'locality',
  'organization',
  'commonName',
  'serialNumber',
  'domainComponent',
];

const ipStrategy = z.strictObject({
  depth: amount.optional(),
  excludedIPs: textList.optional(),
  ipv6Subnet: z.int().min(1).max(128).optional(),
});
const sourceCriterion = z.strictObject({
  ipStrategy: ipStrategy.optional(),
  requestHeaderName: headerName.optional(),
  requestHost: z.boolean().optional(),
});

/** Middlewares that read no file of the proxy's container and load no program into it, with their options. */
const options = {
  addPrefix: z.strictObject({ prefix: absolutePath }),
  basicAuth: z.strictObject({
    users,
    realm: plainText.optional(),
    removeHeader: z.boolean().optional(),
    headerField: headerName.optional(),
  }),
  buffering: z.strictObject({
    maxRequestBodyBytes: amount.optional(),
    memRequestBodyBytes: amount.optional(),
    maxResponseBodyBytes: amount.optional(),
    memResponseBodyBytes: amount.optional(),
    retryExpression: plainText.optional(),
  }),
  chain: z.strictObject({ middlewares: ownNames }),
  circuitBreaker: z.strictObject({
    expression: plainText.min(1),
    checkPeriod: durationText.optional(),
    fallbackDuration: durationText.optional(),
    recoveryDuration: durationText.optional(),
    responseCode: status.optional(),
  }),
  compress: z.strictObject({
    excludedContentTypes: textList.optional(),
    includedContentTypes: textList.optional(),
    minResponseBodyBytes: amount.optional(),
    encodings: z
      .array(z.enum(['gzip', 'br', 'zstd']))
      .min(1)
      .optional(),
    defaultEncoding: z.enum(['gzip', 'br', 'zstd']).optional(),
  }),
  contentType: z.strictObject({}),
  digestAuth: z.strictObject({
    users,
    realm: plainText.optional(),
    removeHeader: z.boolean().optional(),
    headerField: headerName.optional(),
  }),
  errors: z.strictObject({ status: textList, service: ownName, query: absolutePath.optional() }),
  forwardAuth: z.strictObject({
    address: askedUrl,
    tls: z.strictObject({ insecureSkipVerify: z.boolean() }).optional(),
    trustForwardHeader: z.boolean().optional(),
    authResponseHeaders: headerList.optional(),
    authResponseHeadersRegex: plainText.optional(),
    authRequestHeaders: headerList.optional(),
    addAuthCookiesToResponse: textList.optional(),
    headerField: headerName.optional(),
    forwardBody: z.boolean().optional(),
    maxBodySize: z.int().min(-1).optional(),
    preserveLocationHeader: z.boolean().optional(),
    preserveRequestMethod: z.boolean().optional(),
  }),
  grpcWeb: z.strictObject({ allowOrigins: textList }),
  headers: z.strictObject({
    customRequestHeaders: headerValues.optional(),
    customResponseHeaders: headerValues.optional(),
    accessControlAllowCredentials: z.boolean().optional(),
    accessControlAllowHeaders: textList.optional(),
    accessControlAllowMethods: textList.optional(),
    accessControlAllowOriginList: textList.optional(),
    accessControlAllowOriginListRegex: textList.optional(),
    accessControlExposeHeaders: textList.optional(),
    accessControlMaxAge: amount.optional(),
    addVaryHeader: z.boolean().optional(),
    allowedHosts: textList.optional(),
    hostsProxyHeaders: headerList.optional(),
    stsSeconds: amount.optional(),
    stsIncludeSubdomains: z.boolean().optional(),
    stsPreload: z.boolean().optional(),
    forceSTSHeader: z.boolean().optional(),
    frameDeny: z.boolean().optional(),
    customFrameOptionsValue: plainText.optional(),
    contentTypeNosniff: z.boolean().optional(),
    browserXssFilter: z.boolean().optional(),
    customBrowserXSSValue: plainText.optional(),
    contentSecurityPolicy: plainText.optional(),
    contentSecurityPolicyReportOnly: plainText.optional(),
    referrerPolicy: plainText.optional(),
    permissionsPolicy: plainText.optional(),
  }),
  inFlightReq: z.strictObject({ amount: z.int().min(1), sourceCriterion: sourceCriterion.optional() }),
  ipAllowList: z.strictObject({
    sourceRange: textList,
    ipStrategy: ipStrategy.optional(),
    rejectStatusCode: status.optional(),
  }),
  passTLSClientCert: z.strictObject({
    pem: z.boolean().optional(),
    info: z
      .strictObject({
        notAfter: z.boolean().optional(),
        notBefore: z.boolean().optional(),
        sans: z.boolean().optional(),
        serialNumber: z.boolean().optional(),
        subject: flags([...who, 'organizationalUnit']).optional(),
        issuer: flags(who).optional(),
      })
      .optional(),
  }),
  rateLimit: z.strictObject({
    average: amount,
    period: durationText.optional(),
    burst: amount.optional(),
    sourceCriterion: sourceCriterion.optional(),
  }),
  redirectRegex: z.strictObject({ ...pattern, permanent: z.boolean().optional() }),
  redirectScheme: z.strictObject({
    scheme: z.enum(['http', 'https']),
    port: z
      .string()
      .regex(/^\d{1,5}$/, 'Must be a port in quotes.')
      .optional(),
    permanent: z.boolean().optional(),
  }),
  replacePath: z.strictObject({ path: absolutePath }),
  replacePathRegex: z.strictObject(pattern),
  retry: z.strictObject({ attempts: z.int().min(1).max(100), initialInterval: durationText.optional() }),
  stripPrefix: z.strictObject({ prefixes: z.array(absolutePath).min(1).max(100) }),
  stripPrefixRegex: z.strictObject({ regex: textList }),
} as const;

export const middlewareKinds = Object.keys(options);

export const middleware = oneKind(options);
