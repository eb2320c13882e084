import type { S3Object } from '../s3-bucket';
import type { ComponentRef } from '../workload/component-spec';
import type { ContainerCommand } from '../workload/container-command';
import type { OperationRef } from '../workload/workload-ref';
import type { DatabaseSpec } from './database-spec';
import type { Dump, DumpContents } from './dump';

/** What dumps a database that runs into files on its server, frozen when it begins. */
export interface BackupSpec extends OperationRef {
  dumps: readonly DumpToFile[];
  /** Files of earlier backups that are not kept beside the new ones. */
  outdated: readonly string[];
  /** The same of their copies. */
  outdatedObjects?: readonly S3Object[];
  timeoutMs: number;
}

export interface DumpToFile {
  /** As people call what is dumped. */
  name: string;
  dump: Dump;
  file: string;
  /** Counts what it holds, before and after it is made; absent: nothing compares a restored copy with it. */
  count?: ContainerCommand;
  /** Its copy; absent: there is to be none. */
  object?: S3Object;
}

/** What puts a database back into the state of a dump, frozen when it begins. */
export interface RestoreSpec extends OperationRef {
  component: ComponentRef;
  dump: Dump;
  file: string;
  /** Where the file is fetched from; absent: it is on the server. */
  object?: S3Object;
  /** Asks a question with the stored credentials. */
  signIn: ContainerCommand;
  timeoutMs: number;
}

/** What restores a dump into a database made for it, and removes that again, frozen when it begins. */
export interface DrillSpec {
  /** The database made for it: nothing else has its uuid. */
  database: DatabaseSpec;
  dump: Dump;
  file: string;
  /** Where the file is fetched from; absent: it is on the server. */
  object?: S3Object;
  bytes: number;
  count: ContainerCommand;
  /** What the copy must hold; null: it was not counted. */
  expected: DumpContents | null;
  timeoutMs: number;
}

/** What removes dumps from a server, frozen when it begins. */
export interface RemoveBackupsSpec extends OperationRef {
  files: readonly string[];
  objects?: readonly S3Object[];
}
