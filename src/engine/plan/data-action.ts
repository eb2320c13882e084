import type { SignInCommands } from '../../domain/database/database-spec';
import type { Dump, DumpContents } from '../../domain/database/dump';
import type { S3Object } from '../../domain/s3-bucket';
import type { ArchiveFile, Writers } from '../../domain/volume-backup';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { VolumeSpec } from '../../domain/workload/volume';
import type { WorkloadRef } from '../../domain/workload/workload-ref';

/** Actions on the data of a database: sign-in, dumps and their copies, its volume. */
export type DatabaseAction =
  /** The image must keep its data in a mounted folder, or below it. */
  | { kind: 'check-data-folder'; component: string; variable: string; mounted: readonly string[] }
  /** Does nothing when `to` already signs in. */
  | { kind: 'change-credentials'; component: string; to: SignInCommands; deadlineMs: number }
  | { kind: 'run-in-container'; component: string; command: ContainerCommand; deadlineMs: number }
  /** Writes a dump and proves it; its size becomes a fact. */
  | { kind: 'dump-database'; job: string; of: DumpOf; deadlineMs: number }
  | { kind: 'restore-dump'; job: string; of: DumpOf; deadlineMs: number }
  /**
   * The numbers of tables and rows become facts under `key`; outside `expected` it fails. null: any count is accepted.
   */
  | {
      kind: 'count-rows';
      key: string;
      of: Omit<DumpOf, 'dump' | 'file'>;
      command: ContainerCommand;
      expected: DumpContents | null;
      deadlineMs: number;
    }
  | { kind: 'begin-upload'; object: S3Object }
  /** Sends a dump to an upload that has begun, and checks that it is complete. */
  | { kind: 'upload-file'; job: string; object: S3Object; file: string; deadlineMs: number }
  /** Aborts an upload that has begun and is not complete. */
  | { kind: 'abort-upload'; object: S3Object }
  | { kind: 'download-file'; job: string; object: S3Object; file: string; deadlineMs: number }
  | { kind: 'remove-object'; object: S3Object }
  /** Copies into a volume of `workload`, which is created. Nothing may write to either. */
  | {
      kind: 'copy-volume';
      job: string;
      workload: WorkloadRef;
      from: string;
      to: string;
      deadlineMs: number;
    };

/** Actions on the data of a volume or a folder, whatever writes to it. */
export type ArchiveAction =
  /** Writes an archive and proves it; its size becomes a fact. `isStill`: nothing writes to the data meanwhile. */
  | { kind: 'archive-data'; job: string; of: ArchiveFile; isStill: boolean; deadlineMs: number }
  /** Replaces the current data. */
  | { kind: 'restore-archive'; job: string; of: ArchiveFile; deadlineMs: number }
  /** `labels` and `options` of the user; an existing volume keeps its own. */
  | ({ kind: 'ensure-volume'; workload: WorkloadRef; name: string } & Partial<VolumeSpec>)
  /** Running containers that may write to the data become a fact, for the next two actions. */
  | { kind: 'find-writers'; writers: readonly Writers[] }
  | { kind: 'stop-writers'; graceSeconds: number }
  | { kind: 'start-writers' }
  /** Removes a file once its copy is complete. */
  | { kind: 'remove-uploaded'; object: S3Object; file: string };

/** A dump file on the server, of a database that runs there. */
export interface DumpOf {
  workload: Pick<WorkloadRef, 'instanceId' | 'uuid'>;
  container: string;
  dump: Dump;
  /** Absolute path. */
  file: string;
}
