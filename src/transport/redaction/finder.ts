/** Receiver of a match: positions in the stream, `end` is the first byte behind it. */
export type Found = (start: number, end: number) => void;

/** A search for one kind of text in a stream of bytes, in time linear to its length. */
export interface Finder {
  /** Read the next chunk, whose first byte is at position `at`, and report every match that is complete. */
  read(chunk: Uint8Array, at: number, found: Found): void;
  /** Position at which a match begins that may be complete with the next bytes; infinite when there is none. */
  readonly openFrom: number;
}
