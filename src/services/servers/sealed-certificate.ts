import type { UploadedCertificate } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Authenticated with every sealed key, so that it cannot be moved to another column. */
const PURPOSE = 'uploaded_certificates.key';

export function sealKey(sealer: Sealer, key: Secret): Uint8Array<ArrayBuffer> {
  return sealer.seal(key, PURPOSE);
}

export function openKey(sealer: Sealer, row: Pick<UploadedCertificate, 'keySealed'>): Secret {
  return sealer.open(row.keySealed, PURPOSE);
}
