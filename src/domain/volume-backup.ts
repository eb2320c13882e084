import type { S3Object } from './s3-bucket';
import type { OperationRef } from './workload/workload-ref';

/** Where a workload keeps data on its server. */
export type DataPlace = { kind: 'volume'; name: string } | { kind: 'folder'; path: string };

/** A place, and the file of its archive on the same server. */
export interface ArchiveFile {
  place: DataPlace;
  /** Absolute path. */
  file: string;
}

/** Components that have a place mounted, of a workload or of one of its previews. */
export interface Writers {
  workload: { instanceId: string; uuid: string };
  components: readonly string[];
}

/** What archives a volume or a folder into a file on its server, frozen when it begins. */
export interface VolumeBackupSpec extends OperationRef {
  place: DataPlace;
  file: string;
  /** Its copy; absent: there is to be none. */
  object?: S3Object;
  /** Stopped for the time of the archive; empty: nothing is. */
  writers: readonly Writers[];
  graceSeconds: number;
  /** Whether the file stays on the server once its copy is in S3. */
  keepsLocal: boolean;
  /** Files of earlier backups that are not kept beside the new one. */
  outdated: readonly string[];
  /** The same of their copies. */
  outdatedObjects: readonly S3Object[];
  timeoutMs: number;
}

/** What puts a volume or a folder back into the state of an archive, frozen when it begins. */
export interface VolumeRestoreSpec extends OperationRef {
  place: DataPlace;
  file: string;
  /** Where the file is fetched from; absent: it is on the server. */
  object?: S3Object;
  writers: readonly Writers[];
  graceSeconds: number;
  timeoutMs: number;
}
