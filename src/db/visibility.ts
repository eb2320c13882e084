/** The containers of an object, from the inside out; `own` is the object itself. */
export type Container = 'own' | WorkloadResource | 'environment' | 'project';

/** Resources of the permission vocabulary whose objects are workloads. */
export const workloadResources = ['application', 'database', 'service'] as const;
export type WorkloadResource = (typeof workloadResources)[number];

/**
 * The part of its organization that a request may see (authorization contract §3, §6); null instead of it: everything.
 * What is not visible does not exist for the caller: the scope adds it to every Prisma query, and hand-written lists
 * take it as parameters.
 */
export interface Visibility {
  /** Uuids of the projects that the role shows; null: all. */
  projects: readonly string[] | null;
  /** Objects in the key's allow list, of the kind that the request is about; null: all of them. */
  objects: VisibleObjects | null;
}

export interface VisibleObjects {
  /** A resource of the permission vocabulary. */
  type: string;
  /** Ids of objects of that type, or of their containers: any match is enough. */
  ids: Readonly<Partial<Record<Container, readonly string[]>>>;
}

type Args = Record<string, unknown>;

interface ModelPaths {
  /** Resources whose allow-list entries name rows of the model; empty when entries do not name its rows. */
  types: readonly string[];
  /** Column with the id that an entry names. */
  id?: 'uuid' | 'id';
  /** Relations that lead to each container. */
  containers: Partial<Record<Exclude<Container, 'own'>, readonly string[]>>;
}

const inWorkload = within('workload');
const inOperation = within('operation', 'workload');

/**
 * Get the containers of what belongs to a workload; `path` leads to it. A uuid names one workload, whatever its kind.
 */
function within(...path: readonly string[]): ModelPaths['containers'] {
  return {
    application: path,
    database: path,
    service: path,
    environment: [...path, 'environment'],
    project: [...path, 'environment', 'project'],
  };
}

/** Models that a visibility can narrow. The others belong to the organization as a whole. */
const modelPaths: Readonly<Record<string, ModelPaths>> = {
  Project: { types: ['project'], containers: { project: [] } },
  Environment: { types: ['environment'], containers: { project: ['project'] } },
  Workload: {
    types: workloadResources,
    containers: { environment: ['environment'], project: ['environment', 'project'] },
  },
  Application: { types: [], containers: inWorkload },
  Database: { types: [], containers: inWorkload },
  Stack: { types: [], containers: inWorkload },
  StackTemplate: { types: [], containers: inWorkload },
  Component: { types: [], containers: inWorkload },
  HostPort: { types: [], containers: inWorkload },
  NetworkAlias: { types: [], containers: inWorkload },
  ConnectedEnvironment: { types: [], containers: inWorkload },
  BackupSchedule: { types: ['backup'], containers: inWorkload },
  BackupExecution: { types: [], containers: within('schedule', 'workload') },
  ScheduledTask: { types: ['schedule'], containers: inWorkload },
  TaskExecution: { types: [], containers: within('task', 'workload') },
  WorkloadTag: { types: [], containers: inWorkload },
  EnvironmentVariable: { types: ['env_var'], containers: inWorkload },
  Storage: { types: ['volume'], containers: inWorkload },
  Operation: { types: ['deployment'], containers: inWorkload },
  Deployment: { types: [], containers: inOperation },
  DeploymentPlan: { types: [], containers: inWorkload },
  OperationStep: { types: [], containers: inOperation },
  OperationLog: { types: [], containers: inOperation },
  Release: { types: [], containers: inWorkload },
  Preview: { types: [], containers: inWorkload },
  WaitingPullRequest: { types: [], containers: inWorkload },
  PreviewComponent: { types: [], containers: within('preview', 'workload') },
  ReleaseSpecification: { types: [], containers: within('release', 'workload') },
  ContainerLogChunk: { types: [], containers: inWorkload },
  Domain: { types: [], containers: inWorkload },
  WebhookDecision: { types: [], containers: inWorkload },
  Server: { types: ['server'], containers: {} },
  PrivateKey: { types: ['private_key'], containers: {} },
  Destination: { types: ['destination'], containers: {} },
  // A place for backups: its permissions are those on destinations.
  S3Storage: { types: ['destination'], containers: {} },
  Tag: { types: ['tag'], containers: {} },
  ApiKey: { types: ['api_key'], id: 'id', containers: {} },
};

/** Kinds of objects that lists can be narrowed to. */
export const narrowableTypes: ReadonlySet<string> = new Set(
  Object.values(modelPaths).flatMap(({ types }) => types),
);

/** Make the conditions, as members of a Prisma `AND`, that keep a query on this model within the visibility. */
export function visibilityFilters(model: string, visibility: Visibility): Args[] {
  const paths = modelPaths[model];
  if (!paths) return [];
  const filters: Args[] = [];
  const { projects, objects } = visibility;
  if (projects && paths.containers.project)
    filters.push(nest(paths.containers.project, { uuid: { in: [...projects] } }));
  if (objects && paths.types.includes(objects.type)) filters.push({ OR: branches(paths, objects) });
  return filters;
}

function branches(paths: ModelPaths, { ids }: VisibleObjects): Args[] {
  const own: Args[] = ids.own ? [{ [paths.id ?? 'uuid']: { in: [...ids.own] } }] : [];
  const containers = Object.entries(paths.containers).flatMap(([container, path]) => {
    const named = ids[container as Container]; // keys of a Record over containers
    return named ? [nest(path, { uuid: { in: [...named] } })] : [];
  });
  return [...own, ...containers];
}

function nest(path: readonly string[], condition: Args): Args {
  return path.reduceRight<Args>((inner, relation) => ({ [relation]: inner }), condition);
}

/**
 * Write the conditions for a hand-written statement: `AND …`, or nothing when everything is visible. Appends its
 * parameters to `values`.
 * @param columns of the ids in the statement; a condition on a container that it does not join never holds
 */
export function visibilitySql(
  visibility: Visibility | null,
  type: string,
  columns: Readonly<Partial<Record<Container, string>>>,
  values: unknown[],
): string {
  if (!visibility) return '';
  const anyOf = (column: string, ids: readonly string[]) => {
    values.push([...ids]);
    return `${column} = ANY($${values.length}::text[])`;
  };
  const { projects, objects } = visibility;
  const clauses: string[] = [];
  if (projects && columns.project) clauses.push(anyOf(columns.project, projects));
  if (objects?.type === type) {
    const named = Object.entries(objects.ids).flatMap(([container, ids]) => {
      const column = columns[container as Container]; // keys of a Record over containers
      return column ? [anyOf(column, ids)] : [];
    });
    clauses.push(named.length === 0 ? 'false' : `(${named.join(' OR ')})`);
  }
  return clauses.map((clause) => ` AND ${clause}`).join('');
}
