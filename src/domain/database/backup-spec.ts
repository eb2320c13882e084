import type { S3Object } from '../s3-bucket';
import type { ComponentRef } from '../workload/component-spec';
import type { ContainerCommand } from '../workload/container-command';
import type { OperationRef } from '../workload/workload-ref';
import type { DatabaseSpec } from './database-spec';
import type { Dump, DumpContents } from './dump';

/** Dump of a running database into files on its server, frozen when the operation begins. */
export interface BackupSpec extends OperationRef {
  dumps: readonly DumpToFile[];
  /** Files of earlier backups to remove. */
  outdated: readonly string[];
  /** Copies of earlier backups to remove. */
  outdatedObjects?: readonly S3Object[];
  timeoutMs: number;
}

export interface DumpToFile {
  /** Display name of what is dumped. */
  name: string;
  dump: Dump;
  file: string;
  /** Counts its content, before and after the dump; absent: a restored copy is compared with nothing. */
  count?: ContainerCommand;
  /** Where to upload the copy; absent: none. */
  object?: S3Object;
}

/** Restore of a database from a dump, frozen when the operation begins. */
export interface RestoreSpec extends OperationRef {
  component: ComponentRef;
  dump: Dump;
  file: string;
  /** Where to download the file from; absent: it is on the server. */
  object?: S3Object;
  /** Runs a query with the stored credentials. */
  signIn: ContainerCommand;
  timeoutMs: number;
}

/** Restore of a dump into a temporary database that is then removed, frozen when the operation begins. */
export interface DrillSpec {
  /** The temporary database: nothing else has its uuid. */
  database: DatabaseSpec;
  dump: Dump;
  file: string;
  /** Where to download the file from; absent: it is on the server. */
  object?: S3Object;
  bytes: number;
  count: ContainerCommand;
  /** Expected content of the copy; null: it was not counted. */
  expected: DumpContents | null;
  timeoutMs: number;
}

/** Removal of dumps from a server, frozen when the operation begins. */
export interface RemoveBackupsSpec extends OperationRef {
  files: readonly string[];
  objects?: readonly S3Object[];
}
