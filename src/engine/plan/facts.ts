import { AppError } from '../../domain/error';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';

/**
 * Two versions of a component live in two slots in turn. The proxy knows both by name, so a switch needs no new
 * configuration: a reload of Caddy closes every idle connection, and a client that uses one in that moment fails.
 */
export type Slot = 'blue' | 'green';

/** The facts that steps found out. Journalled with the step that found them; later actions refer to them. */
export interface Facts {
  /** Full commit of the source. */
  commit?: string;
  /** First line of its message; absent when its image was there already and nothing was fetched. */
  commitMessage?: string;
  /** `known_hosts` lines of the repository's host after it was reached: what first use pinned. */
  knownHosts?: string;
  builder?: 'buildkit' | 'classic';
  /** The program of the server that plans or makes the image: its path, or its name. */
  tool?: string;
  /** Path of a dump on the server → what was found out about it. */
  dumps?: Readonly<Record<string, { bytes: number; isRemoved?: boolean }>>;
  /** Ids of the containers that ran and could write to a volume or a folder. */
  writers?: readonly string[];
  /** Key of a `count-rows` action → what it counted. */
  counts?: Readonly<Record<string, { tables: number; rows: number }>>;
  /** Of the run of a task. */
  task?: TaskFacts;
  /** Key of an object → its upload; the bytes are those of the object, null until it is complete. */
  uploads?: Readonly<Record<string, { id: string; bytes: number | null }>>;
  /** Name of a component → what was found out about it. */
  components?: Readonly<Record<string, ComponentFacts>>;
}

export interface TaskFacts {
  /** Id of the container. */
  container?: string;
  exitCode?: number;
  /** The end of what it printed. */
  output?: string;
}

export interface ComponentFacts {
  /** Image reference that the container runs. */
  image?: string;
  /** True when the image for this commit and build configuration was already there. */
  imageReady?: boolean;
  /** Image id (`sha256:…`), which identifies a release on every engine. */
  digest?: string;
  /** `name@sha256:…` when the image came from a registry. */
  repoDigest?: string;
  hasHealthcheck?: boolean;
  /** What runs is what would be made: nothing is done with the component. */
  isCurrent?: boolean;
  /** The new container ended with 0, as it may. */
  isComplete?: boolean;
  /** First exposed port, after D5.5: ports_exposes, EXPOSE, 3000. */
  port?: number;
  /** True when neither the component nor its image named a port: `port` is only where requests would go. */
  portIsGuess?: boolean;
  /** Ports that accepted connections when the new container was found ready without a health check. */
  openPorts?: readonly number[];
  /** The container of this operation. */
  containerId?: string;
  containerName?: string;
  /** Containers that ran before this operation. */
  previous?: readonly PreviousContainer[];
  /** Where the new container goes; the other slot serves until the switch. */
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
  /** Whether it was given files, which are removed with it. */
  hasFiles?: boolean;
}

/** The facts of a component; none when nothing is known yet. */
export function factsOf(facts: Facts, component: string): ComponentFacts {
  return facts.components?.[component] ?? {};
}

/** A fact of a component that an earlier step found. @throws AppError when none did, which is a defect of the plan */
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

/** Facts about one component, as an action answers them. */
export function componentFacts(component: string, facts: ComponentFacts): Facts {
  return { components: { [component]: facts } };
}

/** Merge facts: the later ones win, those of a component one by one. */
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
 * Names of the facts that all components share; a journal of an earlier version holds the facts of the only one beside
 * it.
 */
const sharedFacts: ReadonlySet<string> = new Set([
  'commit',
  'commitMessage',
  'knownHosts',
  'builder',
  'tool',
  'dumps',
  'counts',
  'task',
  'uploads',
  'writers',
]);

/** The facts of a step as its journal row holds them, also one that a version of Gantry with one component wrote. */
export function journalledFacts(row: Readonly<Record<string, unknown>>): Facts {
  if ('components' in row) return row;
  const entries = Object.entries(row);
  const shared = Object.fromEntries(entries.filter(([name]) => sharedFacts.has(name)));
  const own = Object.fromEntries(entries.filter(([name]) => !sharedFacts.has(name)));
  return Object.keys(own).length > 0 ? { ...shared, ...componentFacts(MAIN_COMPONENT, own) } : shared;
}
