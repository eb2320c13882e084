import type { ComponentRef } from '../workload/component-spec';
import type { ContainerCommand } from '../workload/container-command';
import type { OperationRef } from '../workload/workload-ref';
import type { Dump } from './dump';

/** What dumps a database that runs into files on its server, frozen when it begins. */
export interface BackupSpec extends OperationRef {
  dumps: readonly DumpToFile[];
  /** Files of earlier backups that are not kept beside the new ones. */
  outdated: readonly string[];
  timeoutMs: number;
}

export interface DumpToFile {
  /** As people call what is dumped. */
  name: string;
  dump: Dump;
  file: string;
}

/** What puts a database back into the state of a dump, frozen when it begins. */
export interface RestoreSpec extends OperationRef {
  component: ComponentRef;
  dump: Dump;
  file: string;
  /** Asks a question with the stored credentials. */
  signIn: ContainerCommand;
  timeoutMs: number;
}

/** What removes dumps from a server, frozen when it begins. */
export interface RemoveBackupsSpec extends OperationRef {
  files: readonly string[];
}
