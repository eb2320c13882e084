import type { LogLine } from '../../transport/docker/api';
import type { ContainerLife } from './container-life';

/** A container that is about to be removed. */
export interface EndedContainer extends ContainerLife {
  endedAt: Date;
}

/** The archive of logs of removed containers; services implement it on rows. */
export interface LogArchive {
  /**
   * Store what `read` returns, once per container: a second call does nothing. Resolves when it is durable; if `read`
   * rejects, nothing is stored.
   */
  keep(container: EndedContainer, read: (onLine: (line: LogLine) => void) => Promise<void>): Promise<void>;
}
