/** Size of a header, and of the units in which the content of a tar archive is padded. */
export const TAR_BLOCK = 512;

interface TarEntry {
  name: string;
  /** Digit of the type, such as `0` for a plain file and `5` for a folder. */
  type: string;
  mode: number;
  /** Number of the user and group. */
  owner: number;
  size: number;
}

/** Write the header of an entry (POSIX `ustar`). */
export function tarHeader({ name, type, mode, owner, size }: TarEntry): Buffer {
  const header = Buffer.alloc(TAR_BLOCK);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  header.write(name, 0, 100);
  header.write(octal(mode, 8), 100);
  header.write(octal(owner, 8), 108);
  header.write(octal(owner, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(0, 12), 136);
  // The checksum is computed with spaces in its own place.
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
