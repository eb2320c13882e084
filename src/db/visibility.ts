/** What an object stands in, from the inside out; `own` is the object itself. */
export type Container = 'own' | 'application' | 'environment' | 'project';

/**
 * What of its organization a request may see (authorization contract §3, §6); null in place of it: everything. What is
 * not visible is not there: the scope adds it to every Prisma query, and hand-written lists take it as parameters.
 */
export interface Visibility {
  /** Uuids of the projects that the role shows; null: all. */
  projects: readonly string[] | null;
  /** What the key's allow list names of the kind of object that the request is about; null: all of them. */
  objects: VisibleObjects | null;
}

export interface VisibleObjects {
  /** A resource of the permission vocabulary. */
  type: string;
  /** Ids of objects of that type, or of what they stand in: one of them is enough. */
  ids: Readonly<Partial<Record<Container, readonly string[]>>>;
}

type Args = Record<string, unknown>;

interface ModelPaths {
  /** Resource whose allow-list entries name rows of the model; null: rows are not named by themselves. */
  type: string | null;
  /** Column of the id that an entry names. */
  id?: 'uuid' | 'id';
  /** Relations that lead to each container. */
  containers: Partial<Record<Exclude<Container, 'own'>, readonly string[]>>;
}

const inApplication: ModelPaths['containers'] = {
  application: ['application'],
  environment: ['application', 'environment'],
  project: ['application', 'environment', 'project'],
};

const inDeployment: ModelPaths['containers'] = {
  application: ['deployment', 'application'],
  environment: ['deployment', 'application', 'environment'],
  project: ['deployment', 'application', 'environment', 'project'],
};

/** Models that a visibility can narrow. The rest belongs to the organization as a whole. */
const modelPaths: Readonly<Record<string, ModelPaths>> = {
  Project: { type: 'project', containers: { project: [] } },
  Environment: { type: 'environment', containers: { project: ['project'] } },
  Application: {
    type: 'application',
    containers: { environment: ['environment'], project: ['environment', 'project'] },
  },
  ApplicationTag: { type: null, containers: inApplication },
  EnvironmentVariable: { type: 'env_var', containers: inApplication },
  Deployment: { type: 'deployment', containers: inApplication },
  DeploymentPlan: { type: null, containers: inApplication },
  DeploymentStep: { type: null, containers: inDeployment },
  DeploymentLog: { type: null, containers: inDeployment },
  Release: { type: null, containers: inApplication },
  ContainerLogChunk: { type: null, containers: inApplication },
  Domain: { type: null, containers: inApplication },
  Server: { type: 'server', containers: {} },
  PrivateKey: { type: 'private_key', containers: {} },
  Destination: { type: 'destination', containers: {} },
  Tag: { type: 'tag', containers: {} },
  ApiKey: { type: 'api_key', id: 'id', containers: {} },
};

/** Kinds of objects that lists can be narrowed to. */
export const narrowableTypes: ReadonlySet<string> = new Set(
  Object.values(modelPaths).flatMap(({ type }) => (type === null ? [] : [type])),
);

/** The conditions, as members of a Prisma `AND`, that keep a query on this model within the visibility. */
export function visibilityFilters(model: string, visibility: Visibility): Args[] {
  const paths = modelPaths[model];
  if (!paths) return [];
  const filters: Args[] = [];
  const { projects, objects } = visibility;
  if (projects && paths.containers.project)
    filters.push(nest(paths.containers.project, { uuid: { in: [...projects] } }));
  if (objects && objects.type === paths.type) filters.push({ OR: branches(paths, objects) });
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
 * The same for a hand-written statement: `AND …`, or nothing when all is visible. Appends its parameters to `values`.
 * @param columns where the statement has the ids; a condition on a container it does not join cannot hold
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
