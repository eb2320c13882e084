import type { Storage } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';

/** Authenticated with every sealed content, so that it cannot be moved to another column. */
const PURPOSE = 'storages.content';

export function sealContent(sealer: Sealer, content: string): Uint8Array<ArrayBuffer> {
  return sealer.seal(content, PURPOSE);
}

/** The content of a file, byte for byte as it was sent; null for other storages. */
export function openContent(
  sealer: Sealer,
  { contentSealed }: Pick<Storage, 'contentSealed'>,
): Secret | null {
  return contentSealed === null ? null : sealer.open(contentSealed, PURPOSE);
}
