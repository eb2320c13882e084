import type { CleanupKind } from '../../domain/cleanup';

/** What stays, as the rows say. */
export interface Protection {
  /** Names on the machine of the workloads and previews that exist. */
  existing: ReadonlySet<string>;
  /** Uuids of workloads that an operation works on. */
  busy: ReadonlySet<string>;
  /** Ids of images that releases name. */
  released: ReadonlySet<string>;
  /** Names that images of a workload may have, by its uuid, beside the uuid itself. */
  repositories: ReadonlyMap<string, string>;
  /** Since when each volume is known to be unattached. */
  unattachedSince: ReadonlyMap<string, Date>;
  /** Uuids of the organization's environments in which no operation works. */
  idleEnvironments: ReadonlySet<string>;
}

/** An object that is not needed any more. */
export interface Candidate {
  kind: CleanupKind;
  name: string;
  reason: string;
  /** Name on the machine of the workload or preview that it was of; empty: of none. */
  resource: string;
  /** What Docker calls it: each is to be removed. */
  references: readonly string[];
  /** Of an image. */
  imageId?: string;
  /** Of a container: it is stopped first. */
  isRunning?: boolean;
}
