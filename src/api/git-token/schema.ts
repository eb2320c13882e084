import { z } from 'zod';
import type { GitToken } from '../../db/generated/client';
import { type Forge, forges } from '../../domain/forge';
import { hostAddress } from '../../domain/input/address/host-address';
import { webAddress } from '../../domain/input/address/web-address';
import { cloudToken } from '../../domain/input/credential/cloud';
import { displayName } from '../../domain/input/display-name';
import { repositoryPaths } from '../../domain/input/git/repository-paths';
import { beyondNames, secretInput } from '../../domain/sensitive';
import type { Scope } from '../../services/context';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const words = {
  forge: { description: 'Kind of the forge; `gitea` for Forgejo, too.', example: 'gitlab' },
  html_url: {
    description: 'Web address of the forge; absent: that of its operator. Required for `gitea`.',
    example: 'https://gitlab.com',
  },
  api_url: {
    description: 'Base URL of the API of the forge; null: where it is below the web address.',
    example: 'https://gitlab.com/api/v4',
  },
  ssh_host: {
    description: 'Name of the SSH server of the forge; null: the host of its web address.',
    example: 'ssh.example.com',
  },
  repositories: {
    description: 'Comma list of groups and repositories for which it is used; null: all of the forge.',
    example: 'acme, tools/cli',
  },
  last_used_at: { description: 'When Gantry last used it; null: never.' },
  problem: { description: 'Why its forge refused it at the last use; null: it did not.' },
  token: {
    description:
      'Access token of the forge, which may write commit statuses and comments; for an API token of Bitbucket: e-mail address and token, separated by a colon.',
  },
};

const fields = {
  html_url: webAddress.optional().meta(words.html_url),
  api_url: webAddress.nullable().optional().meta(words.api_url),
  ssh_host: hostAddress.nullable().optional().meta(words.ssh_host),
  repositories: repositoryPaths.nullable().optional().meta(words.repositories),
};

export const createInput = z.strictObject({
  forge: z.enum(forges).meta(words.forge),
  name: displayName,
  token: secretInput(cloudToken).meta(words.token),
  ...fields,
});

export const updateInput = z.strictObject({
  uuid: pathId,
  name: displayName.optional(),
  token: secretInput(cloudToken).optional().meta(words.token),
  ...fields,
});

/** A Git token in responses. The token itself is write-only. */
export const gitTokenWire = wireObject({
  uuid: z.string(),
  forge: z.enum(forges).meta(words.forge),
  name: z.string(),
  html_url: beyondNames(z.string().meta(words.html_url)),
  api_url: beyondNames(
    z.string().meta({ ...words.api_url, description: 'Base URL of the API of the forge.' }),
  ),
  ssh_host: beyondNames(z.string().nullable().meta(words.ssh_host)),
  repositories: beyondNames(z.string().nullable().meta(words.repositories)),
  last_used_at: timestamp.nullable().meta(words.last_used_at),
  problem: beyondNames(z.string().nullable().meta(words.problem)),
  team_id: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'GitToken' });

export function toGitTokenWire({ principal }: Scope, row: GitToken): z.infer<typeof gitTokenWire> {
  return {
    uuid: row.uuid,
    forge: row.forge as Forge, // only these are stored
    name: row.name,
    html_url: row.htmlUrl,
    api_url: row.apiUrl,
    ssh_host: row.sshHost,
    repositories: row.repositories,
    last_used_at: row.lastUsedAt && toTimestamp(row.lastUsedAt),
    problem: row.problem,
    team_id: principal.organization.no,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

/** Convert the fields that a creation and a change have in common. */
export function toFields({
  html_url,
  api_url,
  ssh_host,
  repositories,
}: Partial<z.output<typeof createInput>>) {
  return {
    ...(html_url !== undefined && { htmlUrl: html_url }),
    ...(api_url !== undefined && { apiUrl: api_url }),
    ...(ssh_host !== undefined && { sshHost: ssh_host }),
    ...(repositories !== undefined && { repositories }),
  };
}
