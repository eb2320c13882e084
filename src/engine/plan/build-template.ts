import type { Secret } from '../../domain/secret';
import type { BuildSpec } from '../../domain/workload/build';
import type { GitCredentials } from '../../domain/workload/source';
import type { Text } from './text';

/** A path that later actions read, with the setting to correct when it is wrong. */
export interface UsedPath {
  path: string;
  setting: string;
}

/** A checkout on the server, and what its git commands may do. */
export interface CheckoutAccess {
  folder: string;
  knownHostsFile: string;
  internalHosts: readonly string[];
  /** For submodules at the repository's own host. */
  credentials?: GitCredentials;
}

/** A variable of a build; its value is secret unless Gantry itself made it. */
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
  /** How the build sees the variables; `secrets` needs BuildKit and leaves nothing in the image's history. */
  deliver: 'arguments' | 'secrets';
  /** What reads `dockerfile` in place of Docker itself, and what it is told; needs BuildKit. */
  frontend?: { image: string; arguments: Readonly<Record<string, Text>> };
  /** Further ones that are secrets in any case; absent: none. */
  secrets?: readonly BuildVariable[];
  deadlineMs: number;
}
