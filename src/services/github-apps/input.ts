import { invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { requireOutgoingUrl } from '../outgoing-address';
import { findPrivateKey } from '../private-keys/find';
import { sealColumn } from './sealed';

/** The fields of a GitHub App, by column name. */
export interface GithubAppFields {
  name: string;
  organization: string | null;
  apiUrl: string;
  htmlUrl: string;
  customUser: string;
  customPort: number;
  appId: number;
  installationId: number | null;
  clientId: string;
  slug?: string;
  clientSecret: Secret;
  webhookSecret: Secret | null;
  privateKeyUuid: string;
}

/**
 * The columns for fields, with their secrets sealed.
 * @throws AppError 404 for a missing key · 422 for one that is not RSA, and for addresses that are not allowed
 */
export async function columnsOf(scope: Scope, fields: Partial<GithubAppFields>) {
  const { clientSecret, webhookSecret, privateKeyUuid, ...plain } = fields;
  const { apiUrl, htmlUrl } = plain;
  if (apiUrl !== undefined) requireOutgoingUrl(scope.installation, 'api_url', apiUrl);
  if (htmlUrl !== undefined) requireOutgoingUrl(scope.installation, 'html_url', htmlUrl);
  const { sealer } = scope.database;
  return {
    ...plain,
    ...(clientSecret && { clientSecret: sealColumn(sealer, 'clientSecret', clientSecret) }),
    ...(webhookSecret !== undefined && {
      webhookSecret: webhookSecret && sealColumn(sealer, 'webhookSecret', webhookSecret),
    }),
    ...(privateKeyUuid !== undefined && { privateKeyId: await rsaKeyId(scope, privateKeyUuid) }),
  };
}

/** The id of a key, which must be RSA: GitHub accepts no other signature of an app. */
async function rsaKeyId(scope: Scope, uuid: string): Promise<number> {
  const { id, publicKey } = await findPrivateKey(scope, uuid);
  if (!publicKey.startsWith('ssh-rsa '))
    throw invalidField('private_key_uuid', 'The private key of a GitHub App must be an RSA key.');
  return id;
}
