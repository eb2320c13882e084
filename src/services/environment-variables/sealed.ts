import type { EnvironmentVariable } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Authenticated with every sealed value, so that it cannot be moved to another column. */
const PURPOSE = 'environment_variables.value';

export function sealValue(sealer: Sealer, value: string): Uint8Array<ArrayBuffer> {
  return sealer.seal(value, PURPOSE);
}

/** Byte for byte what was sent. */
export function openValue(sealer: Sealer, row: Pick<EnvironmentVariable, 'valueSealed'>): Secret {
  return sealer.open(row.valueSealed, PURPOSE);
}
