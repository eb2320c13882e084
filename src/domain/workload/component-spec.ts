import type { Secret } from '../secret';
import type { ContainerRunSpec } from './container-run';
import type { EnvironmentSpec } from './environment';
import type { HealthCheckSpec } from './health-check';
import type { RoutingSpec } from './routing';

/** Name of the one component of a workload that has one: an application, a database. */
export const MAIN_COMPONENT = 'main';

/** A component among those of its workload. */
export interface ComponentRef {
  /** Unique in its workload: what the facts of an operation know it by. */
  name: string;
  /**
   * What its containers, aliases and routes are named by, unique on a server: the uuid of a workload with one
   * component, else `<uuid>-<name>`.
   */
  key: string;
}

/** A file that is mounted into the container. */
export interface FileSpec {
  /** In the container, absolute; read-only there unless it is a storage. */
  target: string;
  content: Secret;
  /** `uid:gid`, numbers; null or absent: root. */
  owner?: string | null;
  /** Its owner is root: what another user of the container reads needs 0o444. */
  mode: number;
  /** Uuid of the storage that it is: `mode` is that of its first version, the next has the mode and owner of the last. */
  storage?: string;
}

/**
 * A port of the container that a proxy for TCP opens on the server: a matter of its own plan steps, not of a release.
 */
export interface PublicPort {
  containerPort: number;
  hostPort: number;
}

/**
 * `rolling`: the new container is well before the old one stops, unless something prevents it. `stop-start`: the
 * old one stops first, because two never may write to one volume (`deployment.md` D15.3).
 */
export type ReplaceMode = 'rolling' | 'stop-start';

/**
 * One container specification of a workload, frozen when an operation starts. Plain data (serialisable except for
 * `Secret`); values were validated where they entered, and each is passed on as an argv item, a file or a structured
 * value, never as text of a shell.
 */
export interface ComponentSpec extends ComponentRef {
  /** Reference to pull; null: the plan of the workload builds or finds the image. */
  image: string | null;
  environment: EnvironmentSpec;
  container: ContainerRunSpec;
  files: readonly FileSpec[];
  health: HealthCheckSpec;
  /** null: the proxy has nothing to do with it. */
  routing: RoutingSpec | null;
  publicPort: PublicPort | null;
  replace: ReplaceMode;
  /** It may end with 0, and is complete then; `must`: others wait for that. Absent: it runs until it is stopped. */
  ends?: 'may' | 'must';
  /** Keyed hash of everything above: a container that carries the same one need not be replaced. */
  configHash?: string;
}
