/** Receives a match: positions in the stream, `end` is the first byte after it. */
export type Found = (start: number, end: number) => void;

/** Searches for one kind of text in a stream of bytes, in linear time. */
export interface Finder {
  /** Read the next chunk, whose first byte is at position `at`, and report every complete match. */
  read(chunk: Uint8Array, at: number, found: Found): void;
  /** Position of the start of a match that the next bytes may complete; infinite when there is none. */
  readonly openFrom: number;
}
