import type { BuildTool } from '../../domain/build-tool';
import type { ProxyProgram } from '../../domain/proxy';
import type { Secret } from '../../domain/secret';
import type { ComponentRef, ComponentSpec } from '../../domain/workload/component-spec';
import type { PortMapping } from '../../domain/workload/container-run';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { NetworkSpec } from '../../domain/workload/network';
import type { DomainSpec, RoutingSpec } from '../../domain/workload/routing';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';
import type { ForwardedKey } from '../../transport/agent/forwarded-key';
import type { BuildTemplate, CheckoutAccess, UsedPath } from './build-template';
import type { ArchiveAction, DatabaseAction } from './data-action';
import type { Facts } from './facts';
import type { OldFiles } from './old-files';
import type { CommandTemplate, Text } from './text';

/** How the output of a command becomes a fact, by a parser in `actions/capture.ts`. */
export type Capture =
  | { as: 'ls-remote'; branch: string; refs?: readonly string[] }
  | { as: 'rev-parse' }
  | { as: 'subject' }
  /** `host` as written in known_hosts. */
  | { as: 'known-hosts'; host: string };

/** What requires BuildKit. */
export type BuildkitNeed = 'secrets' | 'railpack';

/** A component, and the operation that replaces its container. */
export interface Target extends OperationRef {
  component: ComponentRef;
}

/** The container that an operation creates. */
export interface NewContainer extends OperationRef {
  component: ComponentSpec;
}

/** The proxy of the server that the plan is for. */
export interface ProxyRef {
  instanceId: string;
  /** Absent: Caddy, in operations that an earlier version of Gantry began. */
  program?: ProxyProgram;
  containerName: string;
}

/** How a proxy serves a component. */
export interface Route {
  component: ComponentRef;
  proxy: ProxyRef;
  routing: RoutingSpec;
}

/** What shows that the new container of a component is healthy, besides its health check. */
export interface Gate {
  component: string;
  network: string;
  portsExposes: readonly number[];
  portsMappings: readonly PortMapping[];
  /** Domains that the proxy serves for it; empty for none. */
  domains: readonly DomainSpec[];
  /** `may`: it may exit with 0. `must`: it is healthy only when it has. */
  ends?: 'may' | 'must';
}

/**
 * One action as data, complete except for facts. `actions/table.ts` has the function for each kind; all but `exec` may
 * be repeated.
 */
export type Action =
  | GeneralAction
  | SourceAction
  | ImageAction
  | ContainerAction
  | RouteAction
  | WorkloadAction
  | DatabaseAction
  | ArchiveAction
  | TaskAction;

type TaskAction =
  /** `container`: name of a component or container; null: the only one. */
  | { kind: 'find-task-container'; workload: WorkloadRef; container: string | null }
  | { kind: 'run-task'; command: string; deadlineMs: number }
  | { kind: 'require-task-status' };

type GeneralAction =
  | { kind: 'log'; text: string }
  | { kind: 'set-fact'; facts: Facts }
  | { kind: 'check-docker' }
  | { kind: 'check-disk'; minFreeBytes: number; minFreeRatio: number }
  | { kind: 'check-host-ports'; workload: WorkloadRef; mappings: readonly PortMapping[] }
  | { kind: 'ensure-network'; instanceId: string; network: NetworkSpec }
  /** `otherwise`: commands run one by one while `command` fails; `explain`: what the user can do when all failed. */
  | {
      kind: 'command';
      command: CommandTemplate;
      otherwise?: readonly CommandTemplate[];
      forwardKey?: ForwardedKey;
      capture?: Capture;
      explain?: string;
    }
  | { kind: 'write-file'; path: string; content: string | Secret; mode: number }
  | { kind: 'remove-path'; path: string }
  | { kind: 'ensure-folder'; path: string }
  /** Server paths to mount: each must exist, and must not lead into the system or Docker. */
  | { kind: 'check-host-paths'; paths: readonly string[] }
  /** Any server path. `isMade`: a missing folder is created. */
  | { kind: 'require-host-path'; path: string; isMade: boolean }
  /** The file gets the mode and owner of the newest other one in its folder. */
  | { kind: 'keep-attributes'; path: string }
  | { kind: 'job'; name: string; command: CommandTemplate; explain: string }
  | { kind: 'kill-job'; name: string }
  | { kind: 'remove-job'; name: string };

type SourceAction =
  /** Checks the addresses of submodules, level by level, before anything is fetched from them. */
  | { kind: 'fetch-submodules'; git: CheckoutAccess; repository: string; forwardKey?: ForwardedKey }
  /** Checks the addresses that the checkout itself sets for Git LFS. */
  | { kind: 'check-lfs-servers'; git: CheckoutAccess }
  /** Every path must exist inside `root` after symbolic links are resolved, unless it is optional and missing. */
  | { kind: 'check-inside'; root: string; paths: readonly UsedPath[] };

type ImageAction =
  /** `isInRegistry`: the image may have been built elsewhere and pushed. */
  | {
      kind: 'find-image';
      component: string;
      reference: Text;
      fingerprint: string;
      force: boolean;
      isInRegistry: boolean;
    }
  /** `isNeeded`: another server pulls the image; otherwise a failed push does not matter. */
  | { kind: 'push-image'; reference: Text; isNeeded: boolean }
  /** `platform`: what the build is for, on any machine; null: not set. `isChoosable`: a platform could be set. */
  | { kind: 'compare-platforms'; builder: string; platform: string | null; isChoosable: boolean }
  /** Sends the image from the build server to the server that runs it, through Gantry's connections to both. */
  | { kind: 'transfer-image'; component: string; reference: Text }
  /** `keepsLimits`: the builder must respect build limits, which only the classic one does. */
  | { kind: 'detect-builder'; needsBuildkit: BuildkitNeed | null; keepsLimits: boolean }
  /** `file`: where Gantry installs it; otherwise one on the path, of this version unless it is null. */
  | { kind: 'find-tool'; tool: BuildTool; file: string; version: string | null; explain: string }
  | {
      kind: 'inject-variables';
      from: string;
      to: string;
      keys: readonly string[];
      /** `carried`: only where the Dockerfile names a variable that no shell can export. */
      as: 'arguments' | 'carried' | 'secrets';
    }
  /** Makes the image of a planner's container, and finds what the container mounts. */
  | { kind: 'prepare-planner'; labels: Readonly<Record<string, string>>; needsCertificates: boolean }
  /** Writes the plan of railpack in a planner's container to the path `to`, with the names of its caches in a namespace. */
  | { kind: 'take-railpack-plan'; container: string; to: string; cacheNamespace: Secret }
  /** Removes a planner's container, running or not, and its image, which has these labels. */
  | { kind: 'remove-planner'; container: string; labels: Readonly<Record<string, string>> }
  /**
   * Takes the plan of nixpacks out of its container: writes what the Dockerfile copies into `context`, and the
   * Dockerfile, with all that the build needs, to `to`.
   */
  | {
      kind: 'complete-nixpacks';
      container: string;
      context: string;
      to: string;
      /** Variables that the build is given. */
      keys: readonly string[];
      as: BuildTemplate['deliver'];
    }
  | { kind: 'docker-build'; job: string; build: BuildTemplate }
  /** `unlessPresent`: an image on the server is used without a pull. */
  | {
      kind: 'pull-image';
      component: string;
      reference: Text;
      platform?: string;
      unlessPresent?: boolean;
    }
  | { kind: 'require-image'; component: string; reference: string; digest: string | null }
  /** Finds the image of a release, or has the server named `from` send it; `isInRegistry`: unless it can be pulled. */
  | {
      kind: 'receive-image';
      component: string;
      reference: string;
      digest: string | null;
      from: string;
      isInRegistry: boolean;
    }
  /** `portsExposes`: ports that the component names; empty: those of the image. */
  | { kind: 'inspect-image'; component: string; reference: Text; portsExposes: readonly number[] };

type ContainerAction =
  /** `proxy` null: the proxy does not serve the component. */
  | { kind: 'find-previous'; target: Target; proxy: ProxyRef | null }
  | {
      kind: 'exec';
      target: Target;
      command: string;
      container: 'previous' | 'new';
      name: string | null;
      deadlineMs: number;
    }
  /** `all`: stop every other container of the component, because it would write to the same volumes. */
  | { kind: 'clear-slot'; target: Target; slots: 'free' | 'all'; graceSeconds: number }
  | { kind: 'create-container'; container: NewContainer }
  /** Gives the new container its fixed name, which the old one had until it stopped. */
  | { kind: 'take-name'; component: string; name: string }
  | { kind: 'start-container'; component: string }
  /**
   * Finds out whether the running container was created from the same image and configuration, or has exited with 0 if
   * it `ends`. `sharesWith`: components that must be unchanged as well.
   */
  | {
      kind: 'compare-component';
      target: Target;
      configHash: string;
      ends: boolean;
      sharesWith: readonly string[];
    }
  | { kind: 'await-healthy'; gate: Gate; check: HealthCheckSpec }
  | { kind: 'watch'; component: string; network: string; ms: number; ends?: 'may' | 'must' }
  /** `name`: the name under which its log is kept. */
  | { kind: 'remove-new-container'; target: Target; name: string; tailLines: number }
  | { kind: 'stop-previous'; component: ComponentRef; fixedName: string | null; graceSeconds: number }
  /**
   * `onlyWriter`: never start beside the container of this operation, which writes to the same volumes; null: allowed.
   */
  | { kind: 'start-previous'; component: string; onlyWriter: Target | null }
  /** `files`: files of earlier versions of the component. */
  | { kind: 'remove-previous'; component: string; files: OldFiles };

type RouteAction =
  | { kind: 'ensure-proxy'; proxy: ProxyRef & { image: string }; network: NetworkSpec }
  | { kind: 'switch-route'; route: Route }
  | { kind: 'restore-route'; component: ComponentRef; proxy: ProxyRef }
  | { kind: 'probe-route'; route: Route }
  | { kind: 'drain'; route: Route; graceSeconds: number }
  | { kind: 'remove-route'; component: ComponentRef; proxy: ProxyRef }
  /** The next container of the component starts in the first slot. */
  | { kind: 'forget-slot'; component: ComponentRef; proxy: ProxyRef };

type WorkloadAction =
  /** `components`: only containers of these; absent: all. `graceOf`: seconds of those with their own, by name. */
  | {
      kind: 'stop-workload';
      workload: WorkloadRef;
      components?: readonly string[];
      graceSeconds: number;
      graceOf?: Readonly<Record<string, number>>;
    }
  /** Starts the newest container of each component. */
  | { kind: 'start-workload'; workload: WorkloadRef }
  | {
      kind: 'remove-containers';
      workload: WorkloadRef;
      graceSeconds: number;
      graceOf?: Readonly<Record<string, number>>;
    }
  /**
   * Removes containers and routes of components that the workload no longer has. `proxy` null: the server has none.
   */
  | {
      kind: 'remove-orphans';
      workload: WorkloadRef;
      components: readonly string[];
      proxy: ProxyRef | null;
      graceSeconds: number;
    }
  | { kind: 'remove-objects'; workload: WorkloadRef; objects: OwnedKind };

/** What a workload may own on a server besides containers. */
export type OwnedKind = 'volumes' | 'images' | 'networks';

export type ActionKind = Action['kind'];
export type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;
