import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposeProject } from '../../domain/compose/project';
import type { Secret } from '../../domain/secret';

/** Position in the text of a file, line and column from 1. */
export interface Place {
  line: number;
  column: number;
}

export type ScalarValue = string | number | boolean | null;

export interface ScalarNode {
  kind: 'scalar';
  value: ScalarValue;
  /** Number as written: `0440` is octal where a mode is expected. */
  source: string;
  place: Place;
}

export interface ListNode {
  kind: 'list';
  items: readonly TreeNode[];
  place: Place;
}

export interface MapEntry {
  /** Position of the key. */
  place: Place;
  value: TreeNode;
}

export interface MapNode {
  kind: 'map';
  entries: ReadonlyMap<string, MapEntry>;
  place: Place;
}

/** A compose file as a tree: merge keys are merged, aliases are expanded, variables are not yet replaced. */
export type TreeNode = ScalarNode | ListNode | MapNode;

export interface ParseOptions {
  /** Whether keys that the Compose Specification does not have are dropped. Absent: they are refused. */
  ignoreUnknownKeys?: boolean;
}

/** A parsed file with its services in order. */
export interface ComposeFile extends Required<ParseOptions> {
  root: MapNode;
  services: ReadonlyMap<string, MapNode>;
  /** Dropped keys at the top level of the file. */
  ignored: readonly ComposeProblem[];
}

export interface ResolveOptions {
  /** Variables of the resource and magic ones; a missing one is an empty string with a warning. */
  variables: ReadonlyMap<string, Secret>;
  /** Enabled profiles; absent: those in the variable COMPOSE_PROFILES. */
  profiles?: readonly string[];
  /** Contents of files that `env_file`, `configs` and `secrets` name, by path; a missing one stays a path. */
  files?: ReadonlyMap<string, Secret>;
  /** Whether there is a checkout to build from; without one only `dockerfile_inline` is built. */
  hasCheckout?: boolean;
}

/** A file with its variables replaced, and the position of each part. */
export interface ResolvedCompose {
  project: ComposeProject;
  /** Keys that were dropped because the Compose Specification does not have them. */
  ignored: readonly ComposeProblem[];
  /** Position of a service, of a key below it (`healthcheck.interval`), or of its nearest parent that is written. */
  placeOf: (service: string | null, key?: string) => Place;
  /** Key of a mount in its service: `volumes[2]`, or `volumes` when it comes from another service. */
  mountKey: (service: string, target: string) => string;
}

export interface ComposePolicy {
  /** Host access of the caller (`deployment.md` D16.4). */
  hostAccess: 'deny' | 'allow';
  /** Keys that a reviewed template may use even if `hostAccess` is `deny`, as `service.key`. */
  exceptions?: ReadonlySet<string>;
}

/** A refusal by policy; the key is one of `HostAccess`, or a bind. */
export type PolicyProblem = ComposeProblem;
