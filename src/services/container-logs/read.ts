import { type LogLine, newestLines } from '../../engine/workload/log';
import type { OrganizationScope } from '../context';
import { unpackLines } from './line-block';

/** Bytes of text that a reader gets at once. */
const MOST_BYTES = 9 * 1024 * 1024;

export interface StoredLinesRequest {
  workloadId: number;
  containerId: string;
  /** Lines from the end. */
  lines: number;
  /** Test for the lines to count. */
  matches: (text: string) => boolean;
}

/** Read the last lines of a removed container, and no more of its log than they take. */
export async function readStoredLines(
  { db }: OrganizationScope,
  { workloadId, containerId, lines, matches }: StoredLinesRequest,
): Promise<LogLine[]> {
  const where = { workloadId, containerId };
  const chunks = await db.containerLogChunk.findMany({
    where,
    orderBy: { sequence: 'desc' },
    select: { id: true },
  });
  const blocks: LogLine[][] = [];
  let bytes = 0;
  for (let found = 0, at = 0; found < lines && bytes < MOST_BYTES && at < chunks.length; at += 1) {
    const chunk = await db.containerLogChunk.findUnique({ where: { id: chunks[at]?.id ?? 0 } });
    if (!chunk) continue; // pruned a moment ago
    const block = (await unpackLines(chunk.content)).filter(({ text }) => matches(text));
    blocks.unshift(block);
    found += block.length;
    bytes += block.reduce((sum, line) => sum + line.text.length, 0);
  }
  return newestLines(blocks.flat(), lines);
}
