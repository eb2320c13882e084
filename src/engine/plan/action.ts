import type { SignInCommands } from '../../domain/database/database-spec';
import type { Secret } from '../../domain/secret';
import type { BuildSpec } from '../../domain/workload/build';
import type { ComponentRef, ComponentSpec } from '../../domain/workload/component-spec';
import type { ContainerCommand } from '../../domain/workload/container-command';
import type { PortMapping } from '../../domain/workload/container-run';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { DomainSpec, RoutingSpec } from '../../domain/workload/routing';
import type { OperationRef, WorkloadRef } from '../../domain/workload/workload-ref';
import type { ForwardedKey } from '../../transport/agent/forwarded-key';
import type { Facts } from './facts';
import type { CommandTemplate, Text } from './text';

/** How the output of a command becomes a fact; each has its parser in `actions/capture.ts`. */
export type Capture =
  | { as: 'ls-remote'; branch: string }
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

/** How the proxy serves a component. */
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
}

/**
 * One thing to do, as data: it holds everything that it needs beside facts. `actions/table.ts` has the function for each
 * kind; all but `exec` may be repeated.
 */
export type Action =
  | GeneralAction
  | SourceAction
  | ImageAction
  | ContainerAction
  | RouteAction
  | WorkloadAction
  | DatabaseAction;

type GeneralAction =
  | { kind: 'log'; text: string }
  | { kind: 'set-fact'; facts: Facts }
  | { kind: 'check-docker' }
  | { kind: 'check-disk'; minFreeBytes: number; minFreeRatio: number }
  | { kind: 'check-host-ports'; workload: WorkloadRef; mappings: readonly PortMapping[] }
  | { kind: 'ensure-network'; name: string; labels: Readonly<Record<string, string>> }
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
      as: 'arguments' | 'secrets';
    }
  | { kind: 'docker-build'; job: string; build: BuildTemplate }
  | { kind: 'pull-image'; component: string; reference: string }
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
  | { kind: 'await-healthy'; gate: Gate; check: HealthCheckSpec }
  | { kind: 'watch'; component: string; network: string; ms: number }
  /** `name`: under which its log is kept. */
  | { kind: 'remove-new-container'; target: Target; name: string; tailLines: number }
  | { kind: 'stop-previous'; component: ComponentRef; fixedName: string | null; graceSeconds: number }
  /** `onlyWriter`: never beside the container of this operation, which writes to the same volumes; null: it may be. */
  | { kind: 'start-previous'; component: string; onlyWriter: Target | null }
  /** `files`: the folder of files that versions of the component were given, without those of this operation. */
  | { kind: 'remove-previous'; component: string; files: { folder: string; keep: string } };

type RouteAction =
  | { kind: 'ensure-proxy'; proxy: ProxyRef & { image: string }; network: string }
  | { kind: 'switch-route'; route: Route }
  | { kind: 'restore-route'; component: ComponentRef; proxy: ProxyRef }
  | { kind: 'probe-route'; route: Route }
  | { kind: 'drain'; route: Route; graceSeconds: number }
  | { kind: 'remove-route'; component: ComponentRef; proxy: ProxyRef }
  /** The next container of the component begins in the first slot. */
  | { kind: 'forget-slot'; component: ComponentRef; proxy: ProxyRef };

type WorkloadAction =
  | { kind: 'stop-workload'; workload: WorkloadRef; graceSeconds: number }
  | { kind: 'remove-containers'; workload: WorkloadRef; graceSeconds: number }
  | { kind: 'remove-objects'; workload: WorkloadRef; objects: OwnedKind };

/** What a workload may have on a server beside containers. */
export type OwnedKind = 'volumes' | 'images' | 'networks';

type DatabaseAction =
  /** The image must keep its data in the folder that is mounted, or below it. */
  | { kind: 'check-data-folder'; component: string; variable: string; mounted: readonly string[] }
  /** Does nothing where `to` signs in already. */
  | { kind: 'change-credentials'; component: string; to: SignInCommands; deadlineMs: number }
  | { kind: 'run-in-container'; component: string; command: ContainerCommand; deadlineMs: number };

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
