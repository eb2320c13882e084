import type { Secret } from '../secret';
import type { ContainerRunSpec } from './container-run';
import type { EnvironmentSpec } from './environment';
import type { HealthCheckSpec } from './health-check';
import type { RoutingSpec } from './routing';

/** Name of the only component of an application or a database. */
export const MAIN_COMPONENT = 'main';

/** Identity of a component in its workload. */
export interface ComponentRef {
  /** Unique in its workload: the key of its facts in an operation. */
  name: string;
  /**
   * Name of its containers, aliases and routes, unique on a server: the uuid of a workload with one component, else
   * `<uuid>-<name>`.
   */
  key: string;
}

/** A file mounted into the container. */
export interface FileSpec {
  /** Absolute path in the container, where it is read-only unless it is a storage. */
  target: string;
  content: Secret;
  /** `uid:gid`, numeric; null or absent: root. */
  owner?: string | null;
  /** With root as the owner, a file for another user of the container needs 0o444. */
  mode: number;
  /** Uuid of its storage: `mode` is that of its first version, each next one takes mode and owner of the last. */
  storage?: string;
}

/** A container port that a TCP proxy opens on the server, with its own plan steps rather than those of a release. */
export interface PublicPort {
  containerPort: number;
  hostPort: number;
}

/**
 * `rolling`: the new container is healthy before the old one stops, unless something prevents it. `stop-start`: the
 * old one stops first, because two must never write to one volume (`deployment.md` D15.3).
 */
export type ReplaceMode = 'rolling' | 'stop-start';

/**
 * One container specification of a workload, frozen when an operation starts. Plain data (serialisable except for
 * `Secret`); values were validated on input, and each is passed on as an argv item, a file or a structured value,
 * never as shell text.
 */
export interface ComponentSpec extends ComponentRef {
  /** Image to pull; null: the plan of the workload builds or finds it. */
  image: string | null;
  environment: EnvironmentSpec;
  container: ContainerRunSpec;
  files: readonly FileSpec[];
  health: HealthCheckSpec;
  /** null: the proxy does not serve it. */
  routing: RoutingSpec | null;
  publicPort: PublicPort | null;
  replace: ReplaceMode;
  /**
   * `may`: it may exit with 0, and is complete then. `must`: others wait for that. Absent: it runs until it is
   * stopped.
   */
  ends?: 'may' | 'must';
  /** Keyed hash of everything above: a container with the same one need not be replaced. */
  configHash?: string;
}
