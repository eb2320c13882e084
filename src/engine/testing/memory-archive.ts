import type { LogLine } from '../../transport/docker/api';
import type { EndedContainer, LogArchive } from '../step/log-archive';

/** Logs of removed containers, by container name. */
export class MemoryArchive implements LogArchive {
  readonly logs = new Map<string, { container: EndedContainer; lines: LogLine[] }>();

  async keep(
    container: EndedContainer,
    read: (onLine: (line: LogLine) => void) => Promise<void>,
  ): Promise<void> {
    if (this.logs.has(container.name)) return;
    const lines: LogLine[] = [];
    await read((line) => lines.push(line));
    this.logs.set(container.name, { container, lines });
  }
}
