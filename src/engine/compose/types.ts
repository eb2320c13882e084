import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposeProject } from '../../domain/compose/project';
import type { Secret } from '../../domain/secret';

/** A place in the text of a file, both from 1. */
export interface Place {
  line: number;
  column: number;
}

export type ScalarValue = string | number | boolean | null;

export interface ScalarNode {
  kind: 'scalar';
  value: ScalarValue;
  /** As written, for numbers: `0440` is octal where a mode is meant. */
  source: string;
  place: Place;
}

export interface ListNode {
  kind: 'list';
  items: readonly TreeNode[];
  place: Place;
}

export interface MapEntry {
  /** Of the key. */
  place: Place;
  value: TreeNode;
}

export interface MapNode {
  kind: 'map';
  entries: ReadonlyMap<string, MapEntry>;
  place: Place;
}

/** A compose file as a tree: merge keys are merged, an alias is the node that it names, variables are not yet replaced. */
export type TreeNode = ScalarNode | ListNode | MapNode;

export interface ParseOptions {
  /** Whether keys that the Compose Specification does not have are dropped instead of refused. Absent: refused. */
  ignoreUnknownKeys?: boolean;
}

/** A file that was read, with names of its services in their order. */
export interface ComposeFile extends Required<ParseOptions> {
  root: MapNode;
  services: ReadonlyMap<string, MapNode>;
  /** Keys at the top of the file that were dropped. */
  ignored: readonly ComposeProblem[];
}

export interface ResolveOptions {
  /** Variables of the resource and magic ones; what is missing is an empty text with a warning. */
  variables: ReadonlyMap<string, Secret>;
  /** Profiles that are switched on; absent: those that the variable COMPOSE_PROFILES names. */
  profiles?: readonly string[];
  /** Contents of files that `env_file`, `configs` and `secrets` name, by their path; what is not given stays a path. */
  files?: ReadonlyMap<string, Secret>;
  /** Whether there is a checkout to build from; without one only `dockerfile_inline` is built. */
  hasCheckout?: boolean;
}

/** A file with its variables replaced, and where each part of it is written. */
export interface ResolvedCompose {
  project: ComposeProject;
  /** Keys that were dropped because the Compose Specification does not have them. */
  ignored: readonly ComposeProblem[];
  /** Place of a service, or of a key below it (`healthcheck.interval`), or of the nearest one above. */
  placeOf: (service: string | null, key?: string) => Place;
  /** Key of a mount in its service: `volumes[2]`, or `volumes` where another service lends it. */
  mountKey: (service: string, target: string) => string;
}

export interface ComposePolicy {
  /** `deployment.md` D16.4: what the caller may ask of the host. */
  hostAccess: 'deny' | 'allow';
  /** Keys that a reviewed template may use though `hostAccess` is `deny`, as `service.key`. */
  exceptions?: ReadonlySet<string>;
}

/** A refusal by policy: the key is one of `HostAccess`, or a bind. */
export type PolicyProblem = ComposeProblem;
