import type { Secret } from '../../domain/secret';
import type { Scope } from '../context';
import { requireOutgoingUrl } from '../outgoing-address';
import { sealColumn } from './sealed';

/** The fields of a GitLab app, by column name. */
export interface GitlabAppFields {
  name: string;
  apiUrl: string;
  htmlUrl: string;
  customUser: string;
  customPort: number;
  groupName: string | null;
  clientId: string | null;
  clientSecret: Secret | null;
  webhookToken: Secret | null;
  redirectUri: string | null;
}

/** The columns for fields, with their secrets sealed. @throws AppError 422 for addresses that are not allowed */
export function columnsOf(scope: Scope, fields: Partial<GitlabAppFields>) {
  const { clientSecret, webhookToken, ...plain } = fields;
  const { apiUrl, htmlUrl } = plain;
  if (htmlUrl !== undefined) requireOutgoingUrl(scope.installation, 'html_url', htmlUrl);
  if (apiUrl !== undefined) requireOutgoingUrl(scope.installation, 'api_url', apiUrl);
  const { sealer } = scope.database;
  return {
    ...plain,
    ...(clientSecret !== undefined && {
      clientSecret: clientSecret && sealColumn(sealer, 'clientSecret', clientSecret),
    }),
    ...(webhookToken !== undefined && {
      webhookToken: webhookToken && sealColumn(sealer, 'webhookToken', webhookToken),
    }),
  };
}
