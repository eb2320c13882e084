import type { EnvironmentVariable } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Purpose of every sealed value, so that it cannot be moved to another column. */
const PURPOSE = 'environment_variables.value';

export function sealValue(sealer: Sealer, value: string): Uint8Array<ArrayBuffer> {
  return sealer.seal(value, PURPOSE);
}

/** Open a value, byte for byte as it was sent. */
export function openValue(sealer: Sealer, row: Pick<EnvironmentVariable, 'valueSealed'>): Secret {
  return sealer.open(row.valueSealed, PURPOSE);
}
