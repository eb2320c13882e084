import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import { privateKeyText } from '../../domain/input/credential/private-key-text';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { Secret } from '../../domain/secret';
import { beyondNames, sensitive } from '../../domain/sensitive';
import type { Scope } from '../../services/context';
import type { PrivateKeyWithUses } from '../../services/private-keys/find';
import { revealPrivateKey } from '../../services/private-keys/reveal';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const privateKeyWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  private_key: sensitive(z.string().meta({ format: 'private-key' })),
  public_key: beyondNames(z.string()),
  fingerprint: beyondNames(z.string()),
  is_git_related: z.boolean(),
  is_used_for_repositories: beyondNames(
    z.boolean().meta({ description: 'Whether applications read their repositories with it.' }),
  ),
  is_used_for_servers: beyondNames(
    z.boolean().meta({
      description:
        'Whether Gantry signs in to servers with it. Anyone who has the key can access those servers.',
    }),
  ),
  team_id: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'PrivateKey' });

const keyText = privateKeyText.transform((pem) => new Secret(pem));

const texts = { name: displayName.optional(), description: description.nullable().optional() };

export const createPrivateKeyInput = z.strictObject({ ...texts, private_key: keyText });

export const generatePrivateKeyInput = z.strictObject(texts);

export const updatePrivateKeyInput = z.strictObject({ uuid: pathId, ...texts, private_key: keyText });

export function toPrivateKeyWire(scope: Scope, row: PrivateKeyWithUses): z.infer<typeof privateKeyWire> {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    // Opened only for callers who may see it; for others redaction drops the field and reports its name.
    private_key: canReadSensitive(scope.principal, 'private_key', null) ? revealPrivateKey(scope, row) : '',
    public_key: row.publicKey,
    fingerprint: row.fingerprint,
    is_git_related: row.isGitRelated,
    is_used_for_repositories: row._count.applications > 0,
    is_used_for_servers: row._count.servers > 0,
    team_id: scope.principal.organization.no,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
