import type { PrivateKey } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Authenticated with every sealed key, so that it cannot be moved to another column. */
const PURPOSE = 'private_keys.private_key';

export function sealPrivateKey(sealer: Sealer, key: Secret): Uint8Array<ArrayBuffer> {
  return sealer.seal(key, PURPOSE);
}

/** The key in OpenSSH's format. */
export function openPrivateKey(sealer: Sealer, row: Pick<PrivateKey, 'privateKeySealed'>): Secret {
  return sealer.open(row.privateKeySealed, PURPOSE);
}
