import type { Secret } from '../secret';
import type { LimitsSpec } from './container-run';

export type BuildPack = 'dockerfile' | 'static' | 'nixpacks' | 'railpack' | 'buildpacks' | 'dockerimage';

export interface BuildSpec {
  pack: BuildPack;
  /** Paths start with `/`, the root of the checkout. */
  baseDirectory: string;
  publishDirectory: string;
  /** Relative to `baseDirectory`. */
  dockerfileLocation: string;
  /** Replaces the file; absent: it does not. */
  dockerfileText?: string;
  targetStage: string | null;
  /** Platform of the image, in Docker's form; absent: that of the machine. */
  platform?: string;
  /** Image that serves a static site, such as `nginx:alpine`. */
  staticImage: string;
  /** nixpacks, railpack and buildpacks: copy `publishDirectory` of the built image into `staticImage`. */
  isStatic: boolean;
  /** Whether unknown paths answer `/index.html`. */
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
  /** Prefix of the commit in the tag, such as that of a preview; absent: none. */
  tagPrefix?: string;
  /** Whether `name` is in a registry: built images are pushed there, and may already exist there. */
  isInRegistry: boolean;
  /** Key for the hash of the build configuration, so that an image label reveals nothing about a variable's value. */
  fingerprintKey: Secret;
}
