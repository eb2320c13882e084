import type { Secret } from '../secret';
import type { LimitsSpec } from './container-run';

export type BuildPack = 'dockerfile' | 'static' | 'nixpacks' | 'railpack' | 'buildpacks' | 'dockerimage';

export interface BuildSpec {
  pack: BuildPack;
  /** Paths start with `/`, which means the root of the checkout. */
  baseDirectory: string;
  publishDirectory: string;
  /** Below `baseDirectory`. */
  dockerfileLocation: string;
  /** In place of the file there; absent: none. */
  dockerfileText?: string;
  targetStage: string | null;
  /** That of the image, as Docker names it; absent: that of the machine. */
  platform?: string;
  /** Image that serves a static site, such as `nginx:alpine`. */
  staticImage: string;
  /** nixpacks, railpack and buildpacks: copy `publishDirectory` of the built image into `staticImage`. */
  isStatic: boolean;
  /** Unknown paths answer `/index.html`. */
  isSpa: boolean;
  /** Decoded nginx server configuration, or null for the generated one. */
  customNginxConfiguration: string | null;
  installCommand: string | null;
  buildCommand: string | null;
  startCommand: string | null;
  disableCache: boolean;
  injectBuildArgs: boolean;
  useBuildSecrets: boolean;
  includeSourceCommit: boolean;
  /** Limits of each build on the server, as in LimitsSpec. */
  limits: Pick<LimitsSpec, 'memory' | 'cpus'>;
}

export interface ImageSpec {
  /** Registry image name, or the application's uuid: the part before `:<commit>`. */
  name: string;
  /** Before the commit in the tag, as of a preview; absent: nothing. */
  tagPrefix?: string;
  /** `name` is one of a registry: what is built goes there, and may be there already. */
  isInRegistry: boolean;
  /** Keys the hash of the build configuration, so that an image label tells nothing about a variable's value. */
  fingerprintKey: Secret;
}
