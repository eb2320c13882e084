import { hash } from 'bcryptjs';
import type { Application } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import { AppError } from '../../domain/error';
import { parseDomain, parseDomainList } from '../../domain/input/address/domain-list';
import { Secret } from '../../domain/secret';
import type { BasicAuthSpec, RoutingSpec } from '../../domain/workload/routing';
import { openBasicAuthPassword } from '../application-rows/sealed';

const BCRYPT_ROUNDS = 10;

/** The routing part of a specification. */
export async function routingSpec(sealer: Sealer, application: Application): Promise<RoutingSpec> {
  const entries = parseDomainList(application.fqdn ?? '');
  if (entries === null)
    throw new AppError('bad_request', `The application's domains cannot be read: ${application.fqdn}`);
  const noindex = new Set((application.noindexDomains ?? '').split(',').map(keyOf));
  return {
    domains: entries.map(({ scheme, host, containerPort, path }) => ({
      scheme,
      host,
      port: containerPort,
      path,
      noindex: noindex.has(`${host}${path}`),
    })),
    forceHttps: application.isForceHttpsEnabled,
    redirect:
      application.redirect === 'www' || application.redirect === 'non-www' ? application.redirect : 'both',
    gzip: application.isGzipEnabled,
    stripPrefix: application.isStripprefixEnabled,
    basicAuth: await basicAuth(sealer, application),
  };
}

function keyOf(domain: string): string | null {
  const parsed = parseDomain(domain.trim());
  return parsed && `${parsed.host}${parsed.path}`;
}

async function basicAuth(sealer: Sealer, application: Application): Promise<BasicAuthSpec | null> {
  const password = openBasicAuthPassword(sealer, application);
  if (!application.isHttpBasicAuthEnabled || !application.httpBasicAuthUsername || !password) return null;
  const passwordHash = new Secret(await hash(password.reveal(), BCRYPT_ROUNDS));
  return { username: application.httpBasicAuthUsername, passwordHash };
}
