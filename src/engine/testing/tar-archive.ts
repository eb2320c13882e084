import { TAR_BLOCK, tarHeader } from '../build/tar-header';

interface Entry {
  name: string;
  content?: string;
  /** Digit of the type; by default a plain file. */
  type?: string;
}

/** Make a tar archive, also one that no honest program writes. */
export function tarArchive(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ name, content = '', type = '0' }) => {
    const bytes = Buffer.from(content);
    const padding = Buffer.alloc((TAR_BLOCK - (bytes.length % TAR_BLOCK)) % TAR_BLOCK);
    return [tarHeader({ name, type, mode: 0o644, owner: 0, size: bytes.length }), bytes, padding];
  });
  return Buffer.concat([...blocks, Buffer.alloc(2 * TAR_BLOCK)]);
}
