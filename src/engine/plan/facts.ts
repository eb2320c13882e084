import { AppError } from '../../domain/error';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';

/**
 * Slot of a version; versions of a component alternate between the two. The proxy knows both by name, so a switch
 * needs no new configuration: a reload of Caddy closes every idle connection, and a request sent on one at that moment
 * fails.
 */
export type Slot = 'blue' | 'green';

/** What steps found out. Journalled with the step that found it; later actions refer to it. */
export interface Facts {
  /** Full commit of the source. */
  commit?: string;
  /** First line of the commit's message; absent when the image already existed and nothing was fetched. */
  commitMessage?: string;
  /** `known_hosts` lines of the repository's host, pinned on first use. */
  knownHosts?: string;
  builder?: 'buildkit' | 'classic';
  /** Program of the server that plans or builds the image: its path or name. */
  tool?: string;
  /** What the container of a planner mounts to have its program. */
  toolMount?: string;
  /** Id of the image of a planner's container. */
  plannerImage?: string;
  /** File of the server with certificate authorities. */
  certificates?: string;
  /** Path of a dump on the server → its facts. */
  dumps?: Readonly<Record<string, { bytes: number; isRemoved?: boolean }>>;
  /** Ids of the running containers that could write to a volume or a folder. */
  writers?: readonly string[];
  /** Key of a `count-rows` action → its counts. */
  counts?: Readonly<Record<string, { tables: number; rows: number }>>;
  /** Facts of a task's run. */
  task?: TaskFacts;
  /** Key of an object → its upload; `bytes` is the size of the object, null until it is complete. */
  uploads?: Readonly<Record<string, { id: string; bytes: number | null }>>;
  /** Name of a component → its facts. */
  components?: Readonly<Record<string, ComponentFacts>>;
}

export interface TaskFacts {
  /** Id of the container. */
  container?: string;
  exitCode?: number;
  /** End of the output. */
  output?: string;
}

export interface ComponentFacts {
  /** Image reference that the container runs. */
  image?: string;
  /** True when an image for this commit and build configuration already existed. */
  imageReady?: boolean;
  /** Image id (`sha256:…`), which identifies a release on every engine. */
  digest?: string;
  /** The pull brought the image onto the server; false: it was there before. */
  wasPulled?: boolean;
  /** `name@sha256:…` when the image came from a registry. */
  repoDigest?: string;
  hasHealthcheck?: boolean;
  /** The running container is up to date: the component is left alone. */
  isCurrent?: boolean;
  /** The new container has exited with 0, as it may. */
  isComplete?: boolean;
  /** First exposed port, after D5.5: ports_exposes, EXPOSE, 3000. */
  port?: number;
  /** True when neither the component nor its image named a port: `port` is only where requests would be sent. */
  portIsGuess?: boolean;
  /** Ports that accepted connections when the new container, which has no health check, was found ready. */
  openPorts?: readonly number[];
  /** Id of the container of this operation. */
  containerId?: string;
  containerName?: string;
  /** Containers that ran before this operation. */
  previous?: readonly PreviousContainer[];
  /** Slot of the new container; the other slot serves until the switch. */
  slot?: Slot;
  /** The proxy's routes of this component before the switch, as JSON text: restored when the probe fails. */
  previousRoutes?: string;
}

export interface PreviousContainer {
  id: string;
  name: string;
  running: boolean;
  slot?: Slot;
  /** First exposed port. */
  port?: number;
  /** Whether it has generated files, which are removed with it. */
  hasFiles?: boolean;
}

/** Get the facts of a component; empty when nothing is known yet. */
export function factsOf(facts: Facts, component: string): ComponentFacts {
  return facts.components?.[component] ?? {};
}

/**
 * Get a fact of a component that an earlier step found. @throws AppError when there is none, which is a defect of the
 * plan
 */
export function requireFact<K extends keyof ComponentFacts>(
  facts: Facts,
  component: string,
  name: K,
): NonNullable<ComponentFacts[K]> {
  const value = factsOf(facts, component)[name];
  if (value === undefined || value === null)
    throw new AppError('internal', `The plan uses "${name}" before a step found it.`);
  return value;
}

/** Make the facts of one component, as an action returns them. */
export function componentFacts(component: string, facts: ComponentFacts): Facts {
  return { components: { [component]: facts } };
}

/** Merge facts: later ones win, and those of a component one by one. */
export function mergeFacts(...all: readonly (Facts | undefined)[]): Facts {
  const merged: Facts = {};
  const components: Record<string, ComponentFacts> = {};
  for (const facts of all) {
    const dumps = { ...merged.dumps, ...facts?.dumps };
    const counts = { ...merged.counts, ...facts?.counts };
    const task = { ...merged.task, ...facts?.task };
    const uploads = { ...merged.uploads, ...facts?.uploads };
    Object.assign(
      merged,
      facts,
      Object.keys(dumps).length > 0 && { dumps },
      Object.keys(counts).length > 0 && { counts },
      Object.keys(task).length > 0 && { task },
      Object.keys(uploads).length > 0 && { uploads },
    );
    for (const [name, found] of Object.entries(facts?.components ?? {}))
      components[name] = { ...components[name], ...found };
  }
  return Object.keys(components).length > 0 ? { ...merged, components } : merged;
}

/**
 * Names of the facts that all components share; in the journal of an earlier version, the facts of the only component
 * are next to them.
 */
const sharedFacts: ReadonlySet<string> = new Set([
  'commit',
  'commitMessage',
  'knownHosts',
  'builder',
  'tool',
  'toolMount',
  'plannerImage',
  'certificates',
  'dumps',
  'counts',
  'task',
  'uploads',
  'writers',
]);

/** Read the facts of a step from its journal row, also from a version of Gantry with only one component. */
export function journalledFacts(row: Readonly<Record<string, unknown>>): Facts {
  if ('components' in row) return row;
  const entries = Object.entries(row);
  const shared = Object.fromEntries(entries.filter(([name]) => sharedFacts.has(name)));
  const own = Object.fromEntries(entries.filter(([name]) => !sharedFacts.has(name)));
  return Object.keys(own).length > 0 ? { ...shared, ...componentFacts(MAIN_COMPONENT, own) } : shared;
}
