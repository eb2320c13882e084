import type { PrivateKey } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import { newUuid } from '../../lib/random';
import { generateSshKey, type SshKey } from '../../lib/ssh-key';
import { changed } from '../changed';
import type { Scope } from '../context';
import { keyColumns, readKey, refuseDuplicate } from './material';

export interface NewPrivateKey {
  /** Name; derived from the key when it is not given. */
  name?: string;
  description?: string | null;
}

export function createPrivateKey(scope: Scope, input: NewPrivateKey & { pem: Secret }): Promise<PrivateKey> {
  return store(scope, input, readKey(input.pem));
}

/** Create an Ed25519 key. Its private half is only shown to callers with `read:sensitive`. */
export function generatePrivateKey(scope: Scope, input: NewPrivateKey): Promise<PrivateKey> {
  return store(scope, input, generateSshKey());
}

async function store(scope: Scope, input: NewPrivateKey, key: SshKey): Promise<PrivateKey> {
  const row = await refuseDuplicate(
    scope.db.privateKey.create({
      data: {
        uuid: newUuid(),
        organizationId: scope.organizationId,
        name: input.name ?? nameOf(key),
        description: input.description ?? null,
        ...keyColumns(scope, key),
      },
    }),
  );
  await changed(scope, 'private_key', row.uuid);
  return row;
}

/**
 * The default name, such as `ed25519 M0sRUBqs`: the type and the start of the fingerprint, in the characters that a
 * name may have.
 */
function nameOf(key: SshKey): string {
  const type = key.publicKey.split(' ')[0]?.replace(/^ssh-/, '') ?? 'key';
  return `${type} ${key.fingerprint
    .replace('SHA256:', '')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 8)}`;
}
