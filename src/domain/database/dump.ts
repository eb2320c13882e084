import type { ContainerCommand } from '../workload/container-command';

/** How a dump of a database is made, proven and read, by programs in the container of the database. */
export interface Dump {
  /** Ending of its file. */
  ending: string;
  /** The program does not compress what it writes: Gantry does. */
  isPlain: boolean;
  /** Writes the dump to its standard output. */
  write: ContainerCommand;
  /** Reads the dump from its standard input; ends with 0 only where it is whole. */
  check: ContainerCommand;
  /** Reads the dump from its standard input into the database, in place of what is there. */
  read: ContainerCommand;
}

/** Numbers of tables (or collections) and of their rows: at least and at most, because others write while it is made. */
export interface DumpContents {
  tables: readonly [number, number];
  rows: readonly [number, number];
}
