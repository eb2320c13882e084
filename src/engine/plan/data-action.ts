import type { SignInCommands } from '../../domain/database/database-spec';
import type { Dump, DumpContents } from '../../domain/database/dump';
import type { S3Object } from '../../domain/s3-bucket';
import type { ArchiveFile, Writers } from '../../domain/volume-backup';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { VolumeSpec } from '../../domain/workload/volume';
import type { WorkloadRef } from '../../domain/workload/workload-ref';

/** Actions on the data of a database: its sign-in, its dumps and their copies, its volume. */
export type DatabaseAction =
  /** The image must keep its data in the folder that is mounted, or below it. */
  | { kind: 'check-data-folder'; component: string; variable: string; mounted: readonly string[] }
  /** Does nothing where `to` signs in already. */
  | { kind: 'change-credentials'; component: string; to: SignInCommands; deadlineMs: number }
  | { kind: 'run-in-container'; component: string; command: ContainerCommand; deadlineMs: number }
  /** Writes a dump and proves it; its size is a fact. */
  | { kind: 'dump-database'; job: string; of: DumpOf; deadlineMs: number }
  | { kind: 'restore-dump'; job: string; of: DumpOf; deadlineMs: number }
  /** The numbers of tables and rows are facts under `key`; outside `expected` it fails. null: anything is fine. */
  | {
      kind: 'count-rows';
      key: string;
      of: Omit<DumpOf, 'dump' | 'file'>;
      command: ContainerCommand;
      expected: DumpContents | null;
      deadlineMs: number;
    }
  | { kind: 'begin-upload'; object: S3Object }
  /** Sends a dump that was made to an upload that was begun, and sees that it is whole. */
  | { kind: 'upload-file'; job: string; object: S3Object; file: string; deadlineMs: number }
  /** Gives up an upload that was begun and not completed. */
  | { kind: 'abort-upload'; object: S3Object }
  | { kind: 'download-file'; job: string; object: S3Object; file: string; deadlineMs: number }
  | { kind: 'remove-object'; object: S3Object }
  /** Into a volume of `workload`, which is made. Nothing may write to either. */
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
  /** Writes an archive and proves it; its size is a fact. `isStill`: nothing writes to the place meanwhile. */
  | { kind: 'archive-data'; job: string; of: ArchiveFile; isStill: boolean; deadlineMs: number }
  /** In place of what is there. */
  | { kind: 'restore-archive'; job: string; of: ArchiveFile; deadlineMs: number }
  /** `labels` and `options` of the user: one that is there already keeps its own. */
  | ({ kind: 'ensure-volume'; workload: WorkloadRef; name: string } & Partial<VolumeSpec>)
  /** The containers that run and may write to a place are a fact, which the next two act on. */
  | { kind: 'find-writers'; writers: readonly Writers[] }
  | { kind: 'stop-writers'; graceSeconds: number }
  | { kind: 'start-writers' }
  /** Removes a file once its copy is whole. */
  | { kind: 'remove-uploaded'; object: S3Object; file: string };

/** A dump in a file on the server, of a database that runs there. */
export interface DumpOf {
  workload: Pick<WorkloadRef, 'instanceId' | 'uuid'>;
  container: string;
  dump: Dump;
  /** Absolute path. */
  file: string;
}
