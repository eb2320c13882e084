/** A piece of the output of a remote command: UTF-8 text, already redacted. */
export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}
