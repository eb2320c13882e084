import { z } from 'zod';
import { secretsShown } from '../../auth/decision';
import { port } from '../../domain/input/address/port';
import { webAddress } from '../../domain/input/address/web-address';
import { displayName } from '../../domain/input/display-name';
import { sshUser } from '../../domain/input/ssh-user';
import { singleLine } from '../../domain/input/text';
import { Secret } from '../../domain/secret';
import { sensitive } from '../../domain/sensitive';
import type { Scope } from '../../services/context';
import type { GithubApp } from '../../services/github-apps/find';
import type { GithubAppFields } from '../../services/github-apps/input';
import { openColumn } from '../../services/github-apps/sealed';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

/** Largest number of an app or an installation that the columns can store. */
const MAX_NUMBER = 2_147_483_647;
const LINE_BYTES = 255;

export const githubNumber = z.int().min(1).max(MAX_NUMBER);
const text = singleLine(LINE_BYTES).refine((value) => value !== '', 'Must not be empty.');
const secret = text.transform((value) => new Secret(value));
/** Only false is accepted: organizations do not share apps. */
const notSystemWide = z.literal(false, 'An app belongs to exactly one organization.');

const optionalFields = {
  organization: text.nullable().optional(),
  api_url: webAddress.optional(),
  custom_user: sshUser.optional(),
  custom_port: port.optional(),
  webhook_secret: secret.nullable().optional(),
  is_system_wide: notSystemWide.optional(),
};

const requiredFields = {
  name: displayName,
  html_url: webAddress,
  app_id: githubNumber,
  installation_id: githubNumber,
  client_id: text,
  client_secret: secret,
  private_key_uuid: z.string(),
};

export const createInput = z.strictObject({ ...requiredFields, ...optionalFields });

export const updateInput = z.strictObject({
  github_app_id: z.string(),
  ...optionalFields,
  ...z.object(requiredFields).partial().shape,
});

export const githubAppWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  organization: z.string().nullable(),
  api_url: z.string(),
  html_url: z.string(),
  custom_user: z.string(),
  custom_port: z.int(),
  app_id: z.int(),
  installation_id: z.int().nullable(),
  client_id: z.string(),
  client_secret: sensitive(z.string().nullable()),
  webhook_secret: sensitive(z.string().nullable()),
  private_key_id: sensitive(z.int()),
  is_system_wide: z.boolean(),
  is_public: z.boolean(),
  team_id: z.int(),
  type: z.string(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'GithubApp' });

/** Convert wire names to the fields of services; absent members stay absent. */
export function toFields(input: Partial<z.output<typeof createInput>>): Partial<GithubAppFields> {
  const given = {
    name: input.name,
    organization: input.organization,
    apiUrl: input.api_url,
    htmlUrl: input.html_url,
    customUser: input.custom_user,
    customPort: input.custom_port,
    appId: input.app_id,
    installationId: input.installation_id,
    clientId: input.client_id,
    clientSecret: input.client_secret,
    webhookSecret: input.webhook_secret,
    privateKeyUuid: input.private_key_uuid,
  };
  // Members without a value are left out, so what is left has the types of `GithubAppFields`.
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<GithubAppFields>;
}

/** Get the default API URL of a GitHub installation. */
export function apiUrlOf(htmlUrl: string): string {
  return htmlUrl === 'https://github.com' ? 'https://api.github.com' : `${htmlUrl}/api/v3`;
}

export function toGithubAppWire(scope: Scope, row: GithubApp): z.infer<typeof githubAppWire> {
  const isShown = secretsShown(scope.principal, 'git_source')(null);
  const open = (column: 'clientSecret' | 'webhookSecret') =>
    isShown ? (openColumn(scope.database.sealer, row, column)?.reveal() ?? null) : null;
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    organization: row.organization,
    api_url: row.apiUrl,
    html_url: row.htmlUrl,
    custom_user: row.customUser,
    custom_port: row.customPort,
    app_id: row.appId,
    installation_id: row.installationId,
    client_id: row.clientId,
    client_secret: open('clientSecret'),
    webhook_secret: open('webhookSecret'),
    private_key_id: row.privateKeyId,
    is_system_wide: false,
    is_public: false,
    team_id: scope.principal.organization.no,
    type: 'github',
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
