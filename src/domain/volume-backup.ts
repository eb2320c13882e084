import type { S3Object } from './s3-bucket';
import type { OperationRef } from './workload/workload-ref';

/** A place where a workload keeps data on its server. */
export type DataPlace = { kind: 'volume'; name: string } | { kind: 'folder'; path: string };

/** A place, and the file of its archive on the same server. */
export interface ArchiveFile {
  place: DataPlace;
  /** Absolute path. */
  file: string;
}

/** Components that mount the data, of a workload or of one of its previews. */
export interface Writers {
  workload: { instanceId: string; uuid: string };
  components: readonly string[];
}

/** Archive of a volume or folder into a file on its server, frozen when the operation begins. */
export interface VolumeBackupSpec extends OperationRef {
  place: DataPlace;
  file: string;
  /** Where to upload the copy; absent: none. */
  object?: S3Object;
  /** Components stopped during the archive; empty: none. */
  writers: readonly Writers[];
  graceSeconds: number;
  /** Whether the file stays on the server once its copy is in S3. */
  keepsLocal: boolean;
  /** Files of earlier backups to remove. */
  outdated: readonly string[];
  /** Copies of earlier backups to remove. */
  outdatedObjects: readonly S3Object[];
  timeoutMs: number;
}

/** Restore of a volume or folder from an archive, frozen when the operation begins. */
export interface VolumeRestoreSpec extends OperationRef {
  place: DataPlace;
  file: string;
  /** Where to download the file from; absent: it is on the server. */
  object?: S3Object;
  writers: readonly Writers[];
  graceSeconds: number;
  timeoutMs: number;
}
