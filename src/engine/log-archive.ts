import type { LogLine } from '../transport/docker';

/** A container that is about to be removed. */
export interface EndedContainer {
  /** Docker's id. */
  id: string;
  name: string;
  /** The deployment that made it; null: its label is missing. */
  deploymentUuid: string | null;
  /** Null: it never ran. */
  startedAt: Date | null;
  endedAt: Date;
  /** Null: it still runs. */
  exitCode: number | null;
}

/** Where logs go whose containers are removed; services implement it on rows. */
export interface LogArchive {
  /**
   * Stores what `read` gives, once for a container: a second call does nothing. Resolves when it is durable; a
   * rejection of `read` leaves nothing behind.
   */
  keep(container: EndedContainer, read: (onLine: (line: LogLine) => void) => Promise<void>): Promise<void>;
}
