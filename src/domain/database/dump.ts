import type { ContainerCommand } from '../workload/container-command';

/** How a dump of a database is written, checked and restored, by programs in the database's container. */
export interface Dump {
  /** Extension of its file. */
  ending: string;
  /** Whether Gantry compresses the dump, because the program does not. */
  isPlain: boolean;
  /** Writes the dump to standard output. */
  write: ContainerCommand;
  /** Reads the dump from standard input; exits with 0 only if it is complete. */
  check: ContainerCommand;
  /** Restores the dump from standard input, replacing the database's content. */
  read: ContainerCommand;
}

/** Numbers of tables (or collections) and rows: minimum and maximum, because others write during the dump. */
export interface DumpContents {
  tables: readonly [number, number];
  rows: readonly [number, number];
}
