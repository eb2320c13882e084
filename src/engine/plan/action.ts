import type { SignInCommands } from '../../domain/database/database-spec';
import type { Dump, DumpContents } from '../../domain/database/dump';
import type { S3Object } from '../../domain/s3-bucket';
import type { Secret } from '../../domain/secret';
import type { ArchiveFile, Writers } from '../../domain/volume-backup';
import type { BuildSpec } from '../../domain/workload/build';
import type { ComponentRef, ComponentSpec } from '../../domain/workload/component-spec';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { PortMapping } from '../../domain/workload/container-run';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { NetworkSpec } from '../../domain/workload/network';
import type { DomainSpec, RoutingSpec } from '../../domain/workload/routing';
import type { GitCredentials } from '../../domain/workload/source';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';
import type { ForwardedKey } from '../../transport/agent/forwarded-key';
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
  | { kind: 'push-image'; reference: Text }
  /** `keepsLimits`: the builder must keep the limits of builds, which only the classic one does. */
  | { kind: 'detect-builder'; needsBuildkit: boolean; keepsLimits: boolean }
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
  | { kind: 'pull-image'; component: string; reference: string; unlessPresent?: boolean }
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

type DatabaseAction =
  /** The image must keep its data in the folder that is mounted, or below it. */
  | { kind: 'check-data-folder'; component: string; variable: string; mounted: readonly string[] }
  /** Does nothing where `to` signs in already. */
  | { kind: 'change-credentials'; component: string; to: SignInCommands; deadlineMs: number }
  | { kind: 'run-in-container'; component: string; command: ContainerCommand; deadlineMs: number }
  /** Writes a dump and proves it; its size is a fact. */
  | { kind: 'dump-database'; job: string; of: DumpOf; deadlineMs: number }
  | { kind: 'restore-dump'; job: string; of: DumpOf; deadlineMs: number }
  /** The numbers of tables and rows are facts under `key`; outside `expected` it fails. null: anything is fine. */
  | {
      kind: 'count-rows';
      key: string;
      of: Omit<DumpOf, 'dump' | 'file'>;
      command: ContainerCommand;
      expected: DumpContents | null;
      deadlineMs: number;
    }
  | { kind: 'begin-upload'; object: S3Object }
  /** Sends a dump that was made to an upload that was begun, and sees that it is whole. */
  | { kind: 'upload-file'; job: string; object: S3Object; file: string; deadlineMs: number }
  /** Gives up an upload that was begun and not completed. */
  | { kind: 'abort-upload'; object: S3Object }
  | { kind: 'download-file'; job: string; object: S3Object; file: string; deadlineMs: number }
  | { kind: 'remove-object'; object: S3Object }
  /** Into a volume of `workload`, which is made. Nothing may write to either. */
  | {
      kind: 'copy-volume';
      job: string;
      workload: WorkloadRef;
      from: string;
      to: string;
      deadlineMs: number;
    };

type ArchiveAction =
  /** Writes an archive and proves it; its size is a fact. `isStill`: nothing writes to the place meanwhile. */
  | { kind: 'archive-data'; job: string; of: ArchiveFile; isStill: boolean; deadlineMs: number }
  /** In place of what is there. */
  | { kind: 'restore-archive'; job: string; of: ArchiveFile; deadlineMs: number }
  | { kind: 'ensure-volume'; workload: WorkloadRef; name: string }
  /** The containers that run and may write to a place are a fact, which the next two act on. */
  | { kind: 'find-writers'; writers: readonly Writers[] }
  | { kind: 'stop-writers'; graceSeconds: number }
  | { kind: 'start-writers' }
  /** Removes a file once its copy is whole. */
  | { kind: 'remove-uploaded'; object: S3Object; file: string };

/** A dump in a file on the server, of a database that runs there. */
export interface DumpOf {
  workload: Pick<WorkloadRef, 'instanceId' | 'uuid'>;
  container: string;
  dump: Dump;
  /** Absolute path. */
  file: string;
}

export type ActionKind = Action['kind'];
export type ActionOf<K extends ActionKind> = Extract<Action, { kind: K }>;

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
  noCache: boolean;
  limits: BuildSpec['limits'];
  labels: Readonly<Record<string, string>>;
  variables: readonly BuildVariable[];
  /** How the build sees the variables; `secrets` needs BuildKit and leaves nothing in the image's history. */
  deliver: 'arguments' | 'secrets';
  deadlineMs: number;
}
