import type { LogLine } from '../../transport/docker/api';
import { NewestLines } from '../../transport/docker/newest-lines';
import type { Host } from '../../transport/host';

export type { LogLine };

/** Lines of Docker's log that a search covers. */
const SEARCHED_LINES = 200_000;

/** Keep the newest of these lines, up to `most` and to what is shown at once. */
export function newestLines(lines: Iterable<LogLine>, most: number): LogLine[] {
  const newest = new NewestLines(most);
  for (const line of lines) newest.add(line);
  return newest.lines();
}

/**
 * Read the newest lines of an existing container.
 * @param matches which lines count; null: all
 */
export async function readContainerLog(
  { docker }: Host,
  id: string,
  { lines, matches }: { lines: number; matches: ((text: string) => boolean) | null },
): Promise<LogLine[]> {
  if (matches === null) return docker.containerLogs(id, { tail: lines });
  const newest = new NewestLines(lines);
  const onLine = (line: LogLine) => {
    if (matches(line.text)) newest.add(line);
  };
  await docker.readLog(id, { tail: SEARCHED_LINES, onLine });
  return newest.lines();
}

/** Follow the log of a container until it ends or the signal aborts. */
export function followContainerLog(
  { docker }: Host,
  id: string,
  options: Parameters<Host['docker']['followLogs']>[1],
): Promise<void> {
  return docker.followLogs(id, options);
}
