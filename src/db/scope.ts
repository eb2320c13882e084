import { AppError } from '../domain/error';
import type { Db } from './client';
import { type Visibility, visibilityFilters } from './visibility';

/** Tables with an `organization_id` column; scope.test.ts compares this list with the schema. */
export const organizationModels = [
  'Project',
  'Environment',
  'PrivateKey',
  'Server',
  'Destination',
  'Workload',
  'ConnectedEnvironment',
  'Component',
  'Domain',
  'Tag',
  'EnvironmentVariable',
  'SharedVariable',
  'Storage',
  'S3Storage',
  'Catalogue',
  'CatalogueTemplate',
  'NotificationChannel',
  'NotificationDelivery',
  'CloudToken',
  'GitToken',
  'ForgeReport',
  'ForgeReportName',
  'CloudInitScript',
  'Operation',
  'DeploymentGroup',
  'DeploymentPlan',
  'ChangePlan',
  'Release',
  'Preview',
  'WaitingPullRequest',
  'ContainerLogChunk',
  'CertificateAuthority',
  'BackupSchedule',
  'BackupExecution',
  'ScheduledTask',
  'TaskExecution',
  'CleanupExecution',
  'ProxyConfiguration',
  'UploadedCertificate',
  'DnsCertificate',
  'AcmeAccount',
  'ServedCertificate',
  'DiskSample',
  'UnattachedVolume',
  'GitHostKey',
  'Membership',
  'ProjectGrant',
  'CustomRole',
  'Invitation',
  'OwnershipTransfer',
  'ApiKey',
  'AuditLog',
  'IdempotencyKey',
  'WebhookDelivery',
  'ReceivedWebhook',
  'GithubApp',
  'GithubInstallation',
  'GithubVisit',
  'GitlabApp',
] as const;

/** Tables that belong to an organization through their parent: model → name of the relation. */
const childModels = {
  Application: 'workload',
  Database: 'workload',
  Stack: 'workload',
  StackTemplate: 'workload',
  HostPort: 'workload',
  NetworkAlias: 'workload',
  WorkloadTag: 'workload',
  Deployment: 'operation',
  OperationStep: 'operation',
  OperationLog: 'operation',
  ReleaseSpecification: 'release',
  PreviewComponent: 'preview',
  WebhookDecision: 'delivery',
  NotificationAttempt: 'delivery',
} as const;

const owned = new Set<string>(organizationModels);
const parents = new Map<string, string>(Object.entries(childModels));

const createOperations = new Set(['create', 'createMany', 'createManyAndReturn']);

type Args = Record<string, unknown>;

/**
 * Create a client that can only see and write one organization. Every query gets the organization in its WHERE clause
 * and every created row gets it as a column, so rows of others look like missing ones. Raw SQL and tables without an
 * organization are refused.
 * @param visibility narrows it further to what the caller may see; null: all of the organization
 */
export function scopeToOrganization(
  db: Db,
  organizationId: string,
  visibility: Visibility | null = null,
): ScopedDb {
  const extended = db.$extends({
    name: 'organization-scope',
    query: {
      $allModels: {
        async $allOperations({ model, operation, args, query }) {
          // Prisma types `args` per model and operation; the scope treats all alike, as a record it adds one member to.
          return query(
            scopeArgs(model, operation, args as Args, { organizationId, visibility }) as typeof args,
          );
        },
      },
      $allOperations({ model, operation, args, query }) {
        if (model === undefined)
          throw new AppError('internal', `${operation} is not available in an organization scope.`);
        return query(args);
      },
    },
  });
  // The extension changes arguments only; models and results keep the client's types.
  return Object.assign(extended as unknown as Db, { organizationId });
}

interface Bounds {
  organizationId: string;
  visibility: Visibility | null;
}

function scopeArgs(model: string, operation: string, args: Args, bounds: Bounds): Args {
  const { organizationId } = bounds;
  const filter = filterOf(model, organizationId);
  if (!filter) throw new AppError('internal', `${model} does not belong to an organization.`);
  if (createOperations.has(operation)) {
    if (!owned.has(model))
      throw new AppError('internal', `${model} rows are written by their parent's service, unscoped.`);
    const data = args.data;
    const stamp = (row: unknown) => ({ ...(row as Args), organizationId }); // rows are plain objects by Prisma's types
    return { ...args, data: Array.isArray(data) ? data.map(stamp) : stamp(data) };
  }
  const own = (args.where as Args | undefined) ?? {}; // `where` is a plain object by Prisma's types
  // In addition to a condition on the same relation, which a member of that name would replace.
  const scoped = owned.has(model) ? { ...own, ...filter } : { ...own, AND: [own.AND ?? [], filter].flat() };
  const where = narrow(model, scoped, bounds);
  if (operation === 'upsert') return { ...args, where, create: { ...(args.create as Args), organizationId } };
  return { ...args, where };
}

/** Narrow a condition, in addition to the caller's own `AND`, which must not be lost. */
function narrow(model: string, where: Args, { visibility }: Bounds): Args {
  const filters = visibility ? visibilityFilters(model, visibility) : [];
  return filters.length === 0 ? where : { ...where, AND: [...[where.AND ?? []].flat(), ...filters] };
}

function filterOf(model: string, organizationId: string): Args | null {
  if (owned.has(model)) return { organizationId };
  if (model === 'Organization') return { id: organizationId };
  const relation = parents.get(model);
  return relation ? { [relation]: { organizationId } } : null;
}

/** Members of the client with one organization's rows. */
export type ScopedModel = Uncapitalize<
  'Organization' | (typeof organizationModels)[number] | keyof typeof childModels
>;

export type ScopedModels = Pick<Db, ScopedModel>;

/**
 * The client of one organization. `organizationId` is in the type so that hand-written statements take it from here.
 */
export interface ScopedDb extends ScopedModels {
  readonly organizationId: string;
  $transaction<T>(
    work: (tx: ScopedModels) => Promise<T>,
    options?: { timeout?: number; maxWait?: number },
  ): Promise<T>;
}
