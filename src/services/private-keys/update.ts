import type { PrivateKey } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findPrivateKey } from './find';
import { keyColumns, readKey, refuseDuplicate } from './material';

export interface PrivateKeyChanges {
  name?: string;
  description?: string | null;
  pem: Secret;
}

/** Update a key. Servers that use it sign in with the new one from their next connection. */
export async function updatePrivateKey(
  scope: Scope,
  uuid: string,
  { pem, ...texts }: PrivateKeyChanges,
): Promise<PrivateKey> {
  const before = await findPrivateKey(scope, uuid);
  const row = await refuseDuplicate(
    scope.db.privateKey.update({
      where: { id: before.id },
      data: { ...texts, ...keyColumns(scope, readKey(pem)) },
    }),
  );
  scope.notes.changed(before, row);
  await changed(scope, 'private_key', uuid);
  return row;
}
