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

/** How the output of a command becomes a fact; each has its parser in `actions/capture.ts`. */
export type Capture =
  | { as: 'ls-remote'; branch: string; refs?: readonly string[] }
  | { as: 'rev-parse' }
  | { as: 'subject' }
  /** `host` as known_hosts writes it. */
  | { as: 'known-hosts'; host: string };

/** What only BuildKit can do. */
export type BuildkitNeed = 'secrets' | 'railpack';

/** The containers of a component, and which of them an operation makes. */
export interface Target extends OperationRef {
  component: ComponentRef;
}

/** The container that an operation makes. */
export interface NewContainer extends OperationRef {
  component: ComponentSpec;
}

/** The proxy of the server that the plan is for. */
export interface ProxyRef {
  instanceId: string;
  /** Absent: Caddy, in what an earlier version of Gantry began. */
  program?: ProxyProgram;
  containerName: string;
}

/** The way a proxy serves a component. */
export interface Route {
  component: ComponentRef;
  proxy: ProxyRef;
  routing: RoutingSpec;
}

/** What tells whether the new container of a component is well, beside its health check. */
export interface Gate {
  component: string;
  network: string;
  portsExposes: readonly number[];
  portsMappings: readonly PortMapping[];
  /** The domains by which the proxy serves it; empty: it serves none. */
  domains: readonly DomainSpec[];
  /** It may end with 0; `must`: it is well when it has. */
  ends?: 'may' | 'must';
}

/**
 * One thing to do, as data: it holds everything that it needs beside facts. `actions/table.ts` has the function for
 * each kind; all but `exec` may be repeated.
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
  /** `otherwise` runs one by one while `command` fails; `explain` tells the reader what to do when all did. */
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
  /** Paths of the server that are mounted: each must be there, and lead to nothing of the system or of Docker. */
  | { kind: 'check-host-paths'; paths: readonly string[] }
  /** Any path of the server. `isMade`: a folder is made where there is nothing. */
  | { kind: 'require-host-path'; path: string; isMade: boolean }
  /** The file gets the mode and owner of the newest other one in its folder. */
  | { kind: 'keep-attributes'; path: string }
  | { kind: 'job'; name: string; command: CommandTemplate; explain: string }
  | { kind: 'kill-job'; name: string }
  | { kind: 'remove-job'; name: string };

type SourceAction =
  /** Judges the addresses of submodules, level by level, before anything is fetched from them. */
  | { kind: 'fetch-submodules'; git: CheckoutAccess; repository: string; forwardKey?: ForwardedKey }
  /** Judges the addresses that the checkout itself sets for Git LFS. */
  | { kind: 'check-lfs-servers'; git: CheckoutAccess }
  /** Every path must exist inside `root` after symbolic links are resolved. */
  | { kind: 'check-inside'; root: string; paths: readonly UsedPath[] };

type ImageAction =
  /** `isInRegistry`: it may have been built elsewhere and pushed. */
  | {
      kind: 'find-image';
      component: string;
      reference: Text;
      fingerprint: string;
      force: boolean;
      isInRegistry: boolean;
    }
  /** `isNeeded`: another server pulls it; else it runs on this one all the same. */
  | { kind: 'push-image'; reference: Text; isNeeded: boolean }
  /** `platform`: what the build is for, whatever its machine is; null: nothing says it. `isChoosable`: something could. */
  | { kind: 'compare-platforms'; builder: string; platform: string | null; isChoosable: boolean }
  /** From the build server to the one that runs it, by the connections that Gantry has to both. */
  | { kind: 'transfer-image'; component: string; reference: Text }
  /** `keepsLimits`: the builder must keep the limits of builds, which only the classic one does. */
  | { kind: 'detect-builder'; needsBuildkit: BuildkitNeed | null; keepsLimits: boolean }
  /** `file`: where Gantry installs it; else one on the path, of this version unless it is null. */
  | { kind: 'find-tool'; tool: BuildTool; file: string; version: string | null; explain: string }
  | {
      kind: 'inject-variables';
      from: string;
      to: string;
      keys: readonly string[];
      /** `carried`: only where the Dockerfile names a variable that no shell can export. */
      as: 'arguments' | 'carried' | 'secrets';
    }
  | { kind: 'docker-build'; job: string; build: BuildTemplate }
  /** `unlessPresent`: an image that is on the server is used as it is. */
  | {
      kind: 'pull-image';
      component: string;
      reference: Text;
      platform?: string;
      unlessPresent?: boolean;
    }
  | { kind: 'require-image'; component: string; reference: string; digest: string | null }
  /** `portsExposes`: what the component says; else the image does. */
  | { kind: 'inspect-image'; component: string; reference: Text; portsExposes: readonly number[] };

type ContainerAction =
  /** `proxy` null: the proxy has nothing to do with the component. */
  | { kind: 'find-previous'; target: Target; proxy: ProxyRef | null }
  | {
      kind: 'exec';
      target: Target;
      command: string;
      container: 'previous' | 'new';
      name: string | null;
      deadlineMs: number;
    }
  /** `all`: whatever else of the component runs, because it would write to the same volumes. */
  | { kind: 'clear-slot'; target: Target; slots: 'free' | 'all'; graceSeconds: number }
  | { kind: 'create-container'; container: NewContainer }
  /** The new container gets its fixed name, which the old one had until it stopped. */
  | { kind: 'take-name'; component: string; name: string }
  | { kind: 'start-container'; component: string }
  /**
   * Whether what runs of the component was made from the same image and configuration, or ended well where it `ends`.
   * `sharesWith`: components that have to be the same as well.
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
  /** `name`: under which its log is kept. */
  | { kind: 'remove-new-container'; target: Target; name: string; tailLines: number }
  | { kind: 'stop-previous'; component: ComponentRef; fixedName: string | null; graceSeconds: number }
  /** `onlyWriter`: never beside the container of this operation, which writes to the same volumes; null: it may be. */
  | { kind: 'start-previous'; component: string; onlyWriter: Target | null }
  /** `files`: those that earlier versions of the component were given. */
  | { kind: 'remove-previous'; component: string; files: OldFiles };

type RouteAction =
  | { kind: 'ensure-proxy'; proxy: ProxyRef & { image: string }; network: NetworkSpec }
  | { kind: 'switch-route'; route: Route }
  | { kind: 'restore-route'; component: ComponentRef; proxy: ProxyRef }
  | { kind: 'probe-route'; route: Route }
  | { kind: 'drain'; route: Route; graceSeconds: number }
  | { kind: 'remove-route'; component: ComponentRef; proxy: ProxyRef }
  /** The next container of the component begins in the first slot. */
  | { kind: 'forget-slot'; component: ComponentRef; proxy: ProxyRef };

type WorkloadAction =
  /** `components`: only containers of these; absent: all. */
  | {
      kind: 'stop-workload';
      workload: WorkloadRef;
      components?: readonly string[];
      graceSeconds: number;
    }
  /** Its containers, of each component the last one. */
  | { kind: 'start-workload'; workload: WorkloadRef }
  | { kind: 'remove-containers'; workload: WorkloadRef; graceSeconds: number }
  /** Containers and routes of components that the workload has no more. `proxy` null: the server has none. */
  | {
      kind: 'remove-orphans';
      workload: WorkloadRef;
      components: readonly string[];
      proxy: ProxyRef | null;
      graceSeconds: number;
    }
  | { kind: 'remove-objects'; workload: WorkloadRef; objects: OwnedKind };

/** What a workload may have on a server beside containers. */
export type OwnedKind = 'volumes' | 'images' | 'networks';

export type ActionKind = Action['kind'];
export type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;
