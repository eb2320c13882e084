import type { BuildSpec, DeploymentSpec, HealthCheckSpec, PortMapping } from '../../domain/deployment-spec';
import type { Secret } from '../../domain/secret';
import type { Clock } from '../../lib/clock';
import type { ForwardedKey } from '../../transport/agent/forwarded-key';
import type { Host } from '../../transport/host';
import type { Slot } from '../component/slot';
import type { LogArchive } from '../step/log-archive';

/** What steps found out. Journalled with the step that found it; later actions refer to it through `fact()`. */
export interface Facts {
  /** Full commit of the source. */
  commit?: string;
  /** First line of its message; absent when its image was there already and nothing was fetched. */
  commitMessage?: string;
  /** `known_hosts` lines of the repository's host after it was reached: what first use pinned. */
  knownHosts?: string;
  /** Image reference that the container runs. */
  image?: string;
  /** True when the image for this commit and build configuration was already there. */
  imageReady?: boolean;
  builder?: 'buildkit' | 'classic';
  /** Image id (`sha256:…`), which identifies a release on every engine. */
  digest?: string;
  /** `name@sha256:…` when the image came from a registry. */
  repoDigest?: string;
  hasHealthcheck?: boolean;
  /** First exposed port, after D5.5: ports_exposes, EXPOSE, 3000. */
  port?: number;
  /** Neither the application nor its image named a port: `port` is only where requests would go. */
  portIsGuess?: boolean;
  /** Ports that accepted connections when the new container was found ready without a health check. */
  openPorts?: readonly number[];
  /** The container of this deployment. */
  containerId?: string;
  containerName?: string;
  /** Containers that ran before this deployment. */
  previous?: readonly PreviousContainer[];
  /** Where the new container goes; the other slot serves until the switch. */
  slot?: Slot;
  /** The proxy's routes of this application before the switch, as JSON text: restored when the probe fails. */
  previousRoutes?: string;
}

export interface PreviousContainer {
  id: string;
  name: string;
  running: boolean;
  slot?: Slot;
  /** First exposed port. */
  port?: number;
}

/** Facts whose value is text, and may therefore stand in argv. */
export type TextFact = 'commit' | 'image' | 'digest' | 'containerId' | 'containerName';

/** Text that may depend on facts. Still data: a plan renders it as `‹commit›` before the fact is known. */
export type Text = string | { readonly fact: TextFact } | { readonly join: readonly Text[] };

export const fact = (name: TextFact): Text => ({ fact: name });
export const join = (...parts: readonly Text[]): Text => ({ join: parts });

/** A `Command` whose argv and environment may hold facts. */
export interface CommandTemplate {
  argv: readonly [Text, ...Text[]];
  env?: Readonly<Record<string, Text | Secret>>;
  stdin?: string | Secret;
  cwd?: string;
  deadlineMs: number;
}

/** How the output of a command becomes a fact; each has its parser in `actions/capture.ts`. */
export type Capture =
  | { as: 'ls-remote'; branch: string }
  | { as: 'rev-parse' }
  | { as: 'subject' }
  /** `host` as known_hosts writes it. */
  | { as: 'known-hosts'; host: string };

/** One thing to do, as data. `actions/table.ts` has the function for each kind; all but `exec` may be repeated. */
export type Action =
  | { kind: 'log'; text: string }
  | { kind: 'set-fact'; facts: Facts }
  | { kind: 'check-docker' }
  | { kind: 'check-disk'; minFreeBytes: number; minFreeRatio: number }
  | { kind: 'check-host-ports'; mappings: readonly PortMapping[] }
  | { kind: 'ensure-network'; name: string; labels: Readonly<Record<string, string>> }
  | { kind: 'ensure-proxy' }
  /** `otherwise` runs one by one while `command` fails; `explain` tells the reader what to do when all did. */
  | {
      kind: 'command';
      command: CommandTemplate;
      otherwise?: readonly CommandTemplate[];
      forwardKey?: ForwardedKey;
      capture?: Capture;
      explain?: string;
    }
  /** Judges the addresses of submodules, level by level, before anything is fetched from them. */
  | { kind: 'fetch-submodules'; git: CheckoutAccess; repository: string; forwardKey?: ForwardedKey }
  /** Judges the addresses that the checkout itself sets for Git LFS. */
  | { kind: 'check-lfs-servers'; git: CheckoutAccess }
  | { kind: 'write-file'; path: string; content: string | Secret; mode: number }
  /** Every path must exist inside `root` after symbolic links are resolved. */
  | { kind: 'check-inside'; root: string; paths: readonly UsedPath[] }
  | { kind: 'remove-path'; path: string }
  /** `isInRegistry`: it may have been built elsewhere and pushed. */
  | { kind: 'find-image'; reference: Text; fingerprint: string; force: boolean; isInRegistry: boolean }
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
  | { kind: 'job'; name: string; command: CommandTemplate; explain: string }
  | { kind: 'docker-build'; job: string; build: BuildTemplate }
  | { kind: 'kill-job'; name: string }
  | { kind: 'remove-job'; name: string }
  | { kind: 'pull-image'; reference: string }
  | { kind: 'require-image'; reference: string; digest: string | null }
  | { kind: 'inspect-image'; reference: Text }
  | { kind: 'find-previous' }
  | { kind: 'exec'; command: string; container: 'previous' | 'new'; name: string | null; deadlineMs: number }
  | { kind: 'clear-slot' }
  | { kind: 'create-container' }
  /** The new container gets its fixed name, which the old one had until it stopped. */
  | { kind: 'take-name' }
  | { kind: 'start-container' }
  | { kind: 'await-healthy'; check: HealthCheckSpec }
  | { kind: 'watch'; ms: number }
  | { kind: 'remove-new-container'; tailLines: number }
  | { kind: 'switch-route' }
  | { kind: 'restore-route' }
  | { kind: 'probe-route' }
  | { kind: 'drain'; graceSeconds: number }
  | { kind: 'stop-previous'; graceSeconds: number }
  | { kind: 'start-previous' }
  | { kind: 'remove-previous' };

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

export interface Step {
  /** Stable and unique in the plan: the journal's key. */
  id: string;
  title: string;
  actions: readonly Action[];
  /** Registered before the step acts, run in reverse order of steps when the deployment fails or is cancelled. */
  undo?: readonly Action[];
  deadlineMs: number;
  /** `warn`: the failure is logged and the deployment goes on. */
  onFail: 'fail' | 'warn';
  /** Skipped when this fact is true. */
  unless?: 'imageReady' | 'hasHealthcheck';
  /** From here on the new version is the only one: a cancel comes too late and nothing is undone. */
  irrevocable?: boolean;
}

/** What users notice: nothing, or the time between stopping the old container and the new one being healthy. */
export interface Downtime {
  class: 'none' | 'stop-start';
  /** Why rolling is impossible, in words for the person who reads the plan. */
  reasons: readonly string[];
}

export interface Plan {
  deploymentUuid: string;
  downtime: Downtime;
  steps: readonly Step[];
  /** Always run at the end, whatever the outcome; a failure here is only logged. */
  cleanup: readonly Action[];
}

export interface LogEntry {
  step: string;
  stream: 'stdout' | 'stderr';
  text: string;
  /** A debug line. */
  hidden: boolean;
  time: Date;
}

export interface JobOffset {
  job: string;
  /** Bytes of the job's output that are in the log. */
  offset: number;
}

export interface JournalState {
  /** How long ago the deployment first began to run: the total deadline counts from there. */
  runningMs: number;
  finishedSteps: readonly string[];
  facts: Facts;
  /** Job name → bytes of its output already logged. */
  jobOffsets: Readonly<Record<string, number>>;
  /** Set when a step failed (or the run was cancelled) and its undo may be unfinished. */
  failure: { step: string; reason: string; cancelled: boolean } | null;
  /** How long ago that was; 0 without a failure. */
  undoingMs: number;
  /** Steps that began, finished or not: their undo is due when the deployment fails. */
  startedSteps: readonly string[];
}

/** Why an undo is still not complete. */
export interface UndoDelay {
  /** How often it was tried by this worker. */
  attempt: number;
  /** What could not be undone and why, in words. */
  problem: string;
  retryInMs: number;
}

/**
 * Where a run writes its progress; services implement it on database rows. Every method resolves when the row is
 * durable. A rejection (lease lost, database gone) stops the run at once, without undo: whoever holds the lease next
 * resumes from the journal.
 */
export interface Journal {
  load(): Promise<JournalState>;
  stepStarted(step: Pick<Step, 'id' | 'title'>): Promise<void>;
  /** `facts`: those that this step added. `skipped`: its condition did not hold. */
  stepFinished(stepId: string, facts: Facts, skipped: boolean): Promise<void>;
  /** `cancelled`: the run was stopped by its signal, not by an error. */
  stepFailed(stepId: string, reason: string, cancelled: boolean): Promise<void>;
  /** The undo could not be completed now and is repeated after `retryInMs`. */
  undoDelayed(delay: UndoDelay): Promise<void>;
  /**
   * Appends lines; await it before producing more (back-pressure). `offset` is stored in the same transaction as the
   * lines it covers, so that a resumed job loses and doubles nothing.
   */
  append(lines: readonly LogEntry[], offset?: JobOffset): Promise<void>;
}

export interface PlanRun {
  plan: Plan;
  spec: DeploymentSpec;
  host: Host;
  journal: Journal;
  archive: LogArchive;
  clock: Clock;
  /** Abort to cancel. */
  signal: AbortSignal;
  /** Aborts when the run must stop where it is, without a word in the journal: another worker goes on. */
  halted?: AbortSignal;
  /** Aborts when nothing needs to be undone any more, because all that the application has is about to be removed. */
  abandoned?: AbortSignal;
}

export interface PlanResult {
  outcome: 'finished' | 'failed' | 'cancelled';
  failedStep?: string;
  /** For the person who deployed: what went wrong and what to do about it. */
  reason?: string;
  /** What undo could not remove (the server was unreachable), in words; a sweep by labels collects it later. */
  leftovers?: string;
  facts: Facts;
}
