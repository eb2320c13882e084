import type { Secret } from '../../domain/secret';
import type { BuildSpec } from '../../domain/workload/build';
import type { GitCredentials } from '../../domain/workload/source';
import type { Text } from './text';

/** A path that later actions read, with the setting to correct if it is wrong. */
export interface UsedPath {
  path: string;
  setting: string;
  /** Absent: the path must exist. */
  isOptional?: boolean;
}

/** A checkout on the server, and what its Git commands may do. */
export interface CheckoutAccess {
  folder: string;
  knownHostsFile: string;
  internalHosts: readonly string[];
  /** For submodules at the repository's own host. */
  credentials?: GitCredentials;
}

/** A variable of a build; its value is secret unless Gantry generated it. */
export type BuildVariable = readonly [key: string, value: Secret | Text];

export interface BuildTemplate {
  /** Absolute paths on the server. */
  context: string;
  dockerfile: string;
  reference: Text;
  target: string | null;
  platform?: string;
  noCache: boolean;
  limits: BuildSpec['limits'];
  labels: Readonly<Record<string, string>>;
  variables: readonly BuildVariable[];
  /** How the build gets the variables; `secrets` needs BuildKit and leaves nothing in the image's history. */
  deliver: 'arguments' | 'secrets';
  /** BuildKit frontend that reads `dockerfile` instead of Docker, with its arguments. */
  frontend?: { image: string; arguments: Readonly<Record<string, Text>> };
  /** Namespace of the cache mounts of a Dockerfile, which BuildKit would share with every build on the machine. */
  cacheNamespace: Secret;
  /** Further variables that are always secrets; absent: none. */
  secrets?: readonly BuildVariable[];
  deadlineMs: number;
}
