import type { CleanupKind } from '../../domain/cleanup';

/** What a cleanup must keep, according to the database. */
export interface Protection {
  /** Machine names of existing workloads and previews. */
  existing: ReadonlySet<string>;
  /** Uuids of workloads with an operation in progress. */
  busy: ReadonlySet<string>;
  /** Ids of images that releases use. */
  released: ReadonlySet<string>;
  /** Images that deployments brought onto the server, by id. */
  pulled: ReadonlyMap<string, PulledImage>;
  /** Names of images that workloads of the server are set to run, as Docker lists them. */
  named: ReadonlySet<string>;
  /** Further names that images of a workload may have, by its uuid. */
  repositories: ReadonlyMap<string, string>;
  /** Time since which each volume is known to be unattached. */
  unattachedSince: ReadonlyMap<string, Date>;
  /** Uuids of the organization's environments without an operation in progress. */
  idleEnvironments: ReadonlySet<string>;
}

/** Where an image without Gantry's labels is from. */
export interface PulledImage {
  /** Uuids of the workloads that released it. */
  workloads: readonly string[];
  /** The names by which they pulled it, as Docker lists them. */
  references: ReadonlySet<string>;
}

/** An object that is no longer needed. */
export interface Candidate {
  kind: CleanupKind;
  name: string;
  reason: string;
  /** Machine name of its workload or preview; empty for none. */
  resource: string;
  /** References for Docker; each is to be removed. */
  references: readonly string[];
  /** Only for an image. */
  imageId?: string;
  /** Only for an image that was pulled: any workload may want it, so look again right before it is removed. */
  isPulled?: true;
  /** Only for a container: it is stopped first. */
  isRunning?: boolean;
}
