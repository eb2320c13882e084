/** A piece of what a remote command printed: UTF-8 text, already redacted. */
export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}
