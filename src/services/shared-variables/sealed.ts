import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Purpose of every sealed value, so that it cannot be moved to another column. */
const PURPOSE = 'shared_variables.value';

export function sealShared(sealer: Sealer, value: string): Uint8Array<ArrayBuffer> {
  return sealer.seal(value, PURPOSE);
}

/** Open a value, byte for byte as it was sent. */
export function openShared(sealer: Sealer, row: { valueSealed: Uint8Array }): Secret {
  return sealer.open(row.valueSealed, PURPOSE);
}
