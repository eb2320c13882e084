import { z } from 'zod';
import type { AcmeSettings } from '../domain/acme';
import { AppError } from '../domain/error';
import { parseImageReference } from '../domain/input/docker/image-reference';
import type { ProviderSettings } from '../domain/provider-settings';
import { Secret } from '../domain/secret';
import { acmeSettings, acmeVariables } from './acme-env';
import { providerSettings, providerVariables } from './provider-env';

const secretText = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= 32, 'must have at least 32 bytes')
  .transform((text) => new Secret(text));

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  GANTRY_URL: z.url({ protocol: /^https?$/ }).optional(),
  GANTRY_DATA_DIR: z.string().min(1).default('./data'),
  GANTRY_ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  GANTRY_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
    .optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/\S+$/, 'must start with redis:// or rediss://')
    .transform((text) => new Secret(text))
    .optional(),
  NEXTAUTH_SECRET: secretText.optional(),
  GANTRY_SECRET_KEY: secretText.optional(),
  GANTRY_SECRET_KEYS_OLD: z
    .string()
    .default('')
    .transform((text) => text.split(/\s+/).filter((key) => key !== ''))
    .pipe(z.array(secretText)),
  GANTRY_OWNER_EMAIL: z.email().optional(),
  GANTRY_OWNER_PASSWORD: z
    .string()
    .transform((text) => new Secret(text))
    .optional(),
  SETUP_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .transform((text) => new Secret(text))
    .optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/\S+$/, 'must start with smtp:// or smtps://')
    .transform((text) => new Secret(text))
    .optional(),
  SMTP_FROM: z
    .string()
    .regex(/^[^\r\n]*[^\s@]+@[^\s@]+$/, 'must be an address, or a name and <address>')
    .optional(),
  ...providerVariables,
  INTERNAL_HOSTS: z.string().default(''),
  GANTRY_CATALOGUE_DIR: z.string().min(1).optional(),
  AUDIT_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(365),
  DEPLOYMENT_LOG_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
  HISTORY_DAYS: z.coerce.number().int().min(1).max(36_500).default(30),
  CONTAINER_LOG_MB: z.coerce.number().int().min(1).max(10_000).default(50),
  DATABASE_PROXY_IMAGE: z
    .string()
    .refine((text) => parseImageReference(text) !== null, 'must be an image reference')
    .default('alpine/socat:1.8.0.3'),
  BUILD_TOOLS_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => (url.endsWith('/') ? url : `${url}/`))
    .default('https://github.com/'),
  ...acmeVariables,
  TRUSTED_PROXIES: z.string().default(''),
  TRUSTED_IP_HEADER: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'must be a header name')
    .transform((name) => name.toLowerCase())
    .optional(),
  ALLOW_QUERY_TOKEN: z.enum(['true', 'false'], 'must be true or false').default('false'),
  API_RATE_LIMIT: z.coerce.number().int().min(1).max(1_000_000_000).default(200),
});

/** The environment of the process, checked once. */
export interface Env {
  nodeEnv: 'development' | 'production' | 'test';
  port: number;
  host: string;
  /** Public URL without a trailing slash; links are never built from a Host header. */
  publicUrl: string;
  dataDir: string;
  role: 'all' | 'web' | 'worker';
  logLevel: string;
  databaseUrl: Secret | null;
  /** Redis in which processes count requests together; null: this process counts in memory. */
  redisUrl: Secret | null;
  nextAuthSecret: Secret | null;
  secretKey: Secret | null;
  /** Earlier secret keys, newest first. */
  olderSecretKeys: Secret[];
  owner: { email: string; password: Secret } | null;
  setupToken: Secret | null;
  /** Mail server; null: the console's settings apply. */
  smtp: { url: Secret; from: string | null } | null;
  /** Identity providers for sign-in. */
  providers: ProviderSettings;
  internalHosts: string[];
  /** Folder on this machine from which catalogues may be read; null: none. */
  catalogueDir: string | null;
  /** Days that rows of the audit trail are kept. */
  auditRetentionDays: number;
  /** Days that logs and steps of deployments are kept. */
  deploymentLogDays: number;
  /** Days that ended invitations, offers and failed jobs are kept. */
  historyDays: number;
  /** Megabytes of logs kept of an application's removed containers. */
  containerLogMegabytes: number;
  /** Image that forwards public ports of databases; its entrypoint is socat. */
  databaseProxyImage: string;
  /** Address from which servers download build tools; it ends with a slash. */
  buildToolsUrl: string;
  /** ACME server for the proxies of servers. */
  acme: AcmeSettings;
  trust: { proxies: string[]; header: string | null };
  allowsQueryToken: boolean;
  /** Requests per minute and user. */
  apiRateLimit: number;
}

function refuse(message: string): never {
  throw new AppError('bad_request', message);
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}

/**
 * Read the environment (the only reader of `process.env`). Throws an AppError that names the variable when something
 * is missing or wrong: the process must not start then.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    refuse(`Gantry cannot start: ${reasons.join('; ')}.`);
  }
  const env = parsed.data;
  if (env.DATABASE_URL) {
    for (const name of ['NEXTAUTH_SECRET', 'GANTRY_SECRET_KEY'] as const) {
      if (!env[name])
        refuse(
          `Gantry cannot start: ${name} is missing. It is required when DATABASE_URL is set (at least 32 bytes).`,
        );
    }
  }
  if (env.GANTRY_ROLE !== 'all' && !env.DATABASE_URL)
    refuse(
      `Gantry cannot start: DATABASE_URL is missing. GANTRY_ROLE=${env.GANTRY_ROLE} shares one PostgreSQL with other processes.`,
    );
  if (Boolean(env.GANTRY_OWNER_EMAIL) !== Boolean(env.GANTRY_OWNER_PASSWORD))
    refuse('Gantry cannot start: GANTRY_OWNER_EMAIL and GANTRY_OWNER_PASSWORD must be given together.');
  const loopback = isLoopbackHost(env.HOST);
  if (!env.GANTRY_URL && !loopback && env.NODE_ENV === 'production')
    refuse(
      `Gantry cannot start: GANTRY_URL is missing. It is required when HOST (${env.HOST}) is not loopback.`,
    );
  if (env.TRUSTED_IP_HEADER && list(env.TRUSTED_PROXIES).length === 0)
    refuse(
      'Gantry cannot start: TRUSTED_PROXIES is missing. TRUSTED_IP_HEADER is believed only when a proxy listed there sends it.',
    );
  return {
    nodeEnv: env.NODE_ENV,
    port: env.PORT,
    host: env.HOST,
    publicUrl: (env.GANTRY_URL ?? `http://localhost:${env.PORT}`).replace(/\/+$/, ''),
    dataDir: env.GANTRY_DATA_DIR,
    role: env.GANTRY_ROLE,
    logLevel: env.GANTRY_LOG_LEVEL,
    databaseUrl: env.DATABASE_URL ? new Secret(env.DATABASE_URL) : null,
    redisUrl: env.REDIS_URL ?? null,
    nextAuthSecret: env.NEXTAUTH_SECRET ?? null,
    secretKey: env.GANTRY_SECRET_KEY ?? null,
    olderSecretKeys: env.GANTRY_SECRET_KEYS_OLD,
    owner:
      env.GANTRY_OWNER_EMAIL && env.GANTRY_OWNER_PASSWORD
        ? { email: env.GANTRY_OWNER_EMAIL, password: env.GANTRY_OWNER_PASSWORD }
        : null,
    setupToken: env.SETUP_TOKEN ?? null,
    smtp: env.SMTP_URL ? { url: env.SMTP_URL, from: env.SMTP_FROM ?? null } : null,
    providers: providerSettings(env),
    internalHosts: list(env.INTERNAL_HOSTS),
    catalogueDir: env.GANTRY_CATALOGUE_DIR ?? null,
    auditRetentionDays: env.AUDIT_RETENTION_DAYS,
    deploymentLogDays: env.DEPLOYMENT_LOG_DAYS,
    historyDays: env.HISTORY_DAYS,
    containerLogMegabytes: env.CONTAINER_LOG_MB,
    databaseProxyImage: env.DATABASE_PROXY_IMAGE,
    buildToolsUrl: env.BUILD_TOOLS_URL,
    acme: acmeSettings(env),
    trust: { proxies: list(env.TRUSTED_PROXIES), header: env.TRUSTED_IP_HEADER ?? null },
    allowsQueryToken: env.ALLOW_QUERY_TOKEN === 'true',
    apiRateLimit: env.API_RATE_LIMIT,
  };
}

/** Export variables that libraries read from the process environment instead of taking an option. */
export function exportForLibraries(values: Record<string, string>): void {
  Object.assign(process.env, values);
}

/** Get the folders in which programs of this machine are searched. */
export function programPath(): string {
  return process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin';
}
