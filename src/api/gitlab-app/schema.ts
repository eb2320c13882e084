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
import type { GitlabApp } from '../../services/gitlab-apps/find';
import type { GitlabAppFields } from '../../services/gitlab-apps/input';
import { openColumn, type SealedColumn } from '../../services/gitlab-apps/sealed';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const LINE_BYTES = 255;

const text = singleLine(LINE_BYTES).refine((value) => value !== '', 'Must not be empty.');
const secret = text.transform((value) => new Secret(value));

const optionalFields = {
  api_url: webAddress.optional(),
  custom_user: sshUser.optional(),
  custom_port: port.optional(),
  group_name: text.nullable().optional(),
  client_id: text.nullable().optional(),
  client_secret: secret.nullable().optional(),
  webhook_token: secret.nullable().optional(),
  redirect_uri: webAddress.nullable().optional(),
  is_system_wide: z.literal(false, 'An app belongs to exactly one organization.').optional(),
};

export const createInput = z.strictObject({ name: displayName, html_url: webAddress, ...optionalFields });

export const updateInput = z.strictObject({
  gitlab_app_id: z.string(),
  name: displayName.optional(),
  html_url: webAddress.optional(),
  ...optionalFields,
});

export const gitlabAppWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  api_url: z.string(),
  html_url: z.string(),
  custom_user: z.string(),
  custom_port: z.int(),
  group_name: z.string().nullable(),
  client_id: z.string().nullable(),
  client_secret: sensitive(z.string().nullable()),
  webhook_token: sensitive(z.string().nullable()),
  redirect_uri: z.string().nullable(),
  is_system_wide: z.boolean(),
  is_public: z.boolean(),
  team_id: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'GitlabApp' });

/** Convert wire names to the fields of services; absent members stay absent. */
export function toFields(input: Partial<z.output<typeof createInput>>): Partial<GitlabAppFields> {
  const given = {
    name: input.name,
    apiUrl: input.api_url,
    htmlUrl: input.html_url,
    customUser: input.custom_user,
    customPort: input.custom_port,
    groupName: input.group_name,
    clientId: input.client_id,
    clientSecret: input.client_secret,
    webhookToken: input.webhook_token,
    redirectUri: input.redirect_uri,
  };
  // Members without a value are left out, so what is left has the types of `GitlabAppFields`.
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<GitlabAppFields>;
}

export function toGitlabAppWire(scope: Scope, row: GitlabApp): z.infer<typeof gitlabAppWire> {
  const isShown = secretsShown(scope.principal, 'git_source')(null);
  const open = (column: SealedColumn) =>
    isShown ? (openColumn(scope.database.sealer, row, column)?.reveal() ?? null) : null;
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    api_url: row.apiUrl,
    html_url: row.htmlUrl,
    custom_user: row.customUser,
    custom_port: row.customPort,
    group_name: row.groupName,
    client_id: row.clientId,
    client_secret: open('clientSecret'),
    webhook_token: open('webhookToken'),
    redirect_uri: row.redirectUri,
    is_system_wide: false,
    is_public: false,
    team_id: scope.principal.organization.no,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
