/** Takes a match: positions in the stream, `end` is the first byte behind it. */
export type Found = (start: number, end: number) => void;

/** Looks for one kind of text in a stream of bytes, in time linear to its length. */
export interface Finder {
  /** Reads the next chunk, whose first byte is at position `at`, and reports every match that is complete. */
  read(chunk: Uint8Array, at: number, found: Found): void;
  /** Where a match begins that may be complete with the next bytes; infinite when there is none. */
  readonly openFrom: number;
}
