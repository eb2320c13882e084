import { AppError } from '../../domain/error';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import { dnsProviders } from '../../engine/dns/providers';
import { type OutgoingRequest, sendOutgoing } from '../../lib/outgoing-request';
import type { Scope } from '../context';
import { dnsAccountOf } from './account';
import { findCloudToken } from './find';

/** A read-only request to each provider that a token for DNS may make. */
const questions: Readonly<Record<CloudProvider, string>> = {
  hetzner: 'https://api.hetzner.cloud/v1/zones?per_page=1',
  digitalocean: 'https://api.digitalocean.com/v2/domains?per_page=1',
  vultr: 'https://api.vultr.com/v2/domains?per_page=1',
  cloudflare: 'https://api.cloudflare.com/client/v4/zones?per_page=5',
  httpreq: '/',
};
/** A program that takes records alone has nothing at its address. */
const nothingThere = [404, 405];

export interface TokenValidation {
  isValid: boolean;
  message: string;
}

type Send = (request: OutgoingRequest) => Promise<{ status: number }>;

/**
 * Ask the provider whether it accepts a token.
 * @param send for tests, which have no providers
 * @throws AppError 404 · unavailable when the provider does not answer
 */
export async function validateCloudToken(
  scope: Scope,
  uuid: string,
  send: Send = sendOutgoing,
): Promise<TokenValidation> {
  const row = await findCloudToken(scope, uuid);
  const { provider, token, endpoint, internalHosts } = dnsAccountOf(scope, row);
  const { status } = await send({
    method: 'GET',
    url: new URL((endpoint ?? '') + questions[provider]),
    headers: { Authorization: dnsProviders[provider].authorization(token.reveal()), 'User-Agent': 'Gantry' },
    internalHosts,
    deadlineMs: 10_000,
    maxBytes: 1024 * 1024,
  });
  return validationOf(endpoint !== null && nothingThere.includes(status) ? 200 : status);
}

/** What the status of an answer says about a token. @throws AppError unavailable */
export function validationOf(status: number): TokenValidation {
  if (status >= 200 && status < 300) return { isValid: true, message: 'Token is valid.' };
  // Cloudflare answers 400 to what has not the form of a token.
  if (status === 400 || status === 401 || status === 403)
    return { isValid: false, message: 'The provider refused the token.' };
  throw new AppError('unavailable', `The provider answered with status ${status}. Try again later.`);
}
