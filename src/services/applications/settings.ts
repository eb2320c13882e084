import { DbNull } from '../../db/generated/internal/prismaNamespace';
import type { Sealer } from '../../db/sealed';
import type { ApplicationRecord } from '../application-rows/record';
import { type SealedColumn, sealColumn } from '../application-rows/sealed';
import { splitSettings } from '../workloads/settings';

/** Columns that Gantry sets by itself. */
type OwnColumn =
  | 'id'
  | 'uuid'
  | 'organizationId'
  | 'kind'
  | 'environmentId'
  | 'destinationId'
  | 'privateKeyId'
  | 'sourceKind'
  | 'status'
  | 'lastOnlineAt'
  | 'configHash'
  | 'deletingAt'
  | 'createdAt'
  | 'updatedAt';

/** One entry per service of a compose file; kept for the compose build pack. */
export interface ComposeDomain {
  name: string;
  domain: string;
  redirect?: 'www' | 'non-www' | 'both' | null;
}

/** Settings that callers change; `fqdn` and `noindexDomains` go through domains.ts. */
export type ApplicationSettings = Omit<ApplicationRecord, OwnColumn | SealedColumn | 'dockerComposeDomains'> &
  Record<SealedColumn, string | null> & {
    dockerComposeDomains: ComposeDomain[] | null;
    /** Stored with a compose file. */
    ignoreUnknownKeys: boolean;
  };

export type SettingsChange = Partial<ApplicationSettings>;

/** The changed columns of the two tables: secrets are sealed, everything else is as it was sent. */
export function toColumns(sealer: Sealer, change: SettingsChange) {
  const {
    httpBasicAuthPassword,
    manualWebhookSecretGithub,
    manualWebhookSecretGitlab,
    manualWebhookSecretBitbucket,
    manualWebhookSecretGitea,
    dockerComposeDomains,
    ignoreUnknownKeys: _,
    ...plain
  } = change;
  const { workload, own } = splitSettings(plain);
  const sealed = (column: SealedColumn, value: string | null | undefined) =>
    value === undefined ? undefined : sealColumn(sealer, column, value);
  const application = {
    ...own,
    httpBasicAuthPassword: sealed('httpBasicAuthPassword', httpBasicAuthPassword),
    manualWebhookSecretGithub: sealed('manualWebhookSecretGithub', manualWebhookSecretGithub),
    manualWebhookSecretGitlab: sealed('manualWebhookSecretGitlab', manualWebhookSecretGitlab),
    manualWebhookSecretBitbucket: sealed('manualWebhookSecretBitbucket', manualWebhookSecretBitbucket),
    manualWebhookSecretGitea: sealed('manualWebhookSecretGitea', manualWebhookSecretGitea),
    dockerComposeDomains:
      dockerComposeDomains === null ? DbNull : dockerComposeDomains?.map((domain) => ({ ...domain })),
  };
  return { workload, application };
}
