import { Box, Database, Layers, type LucideIcon } from 'lucide-react';
import type { Resource } from '../../domain/permission/vocabulary';
import type { Tab } from '../page/tab-navigation';
import { paths } from '../paths';
import type { useTRPC } from '../trpc';

type Procedures = ReturnType<typeof useTRPC>;

/** Procedures that every kind of workload has, so that their pages are written only once. */
export type WorkloadProcedures = Pick<
  Procedures['application'],
  | 'pathKey'
  | 'listEnvs'
  | 'createEnv'
  | 'updateEnv'
  | 'bulkUpdateEnvs'
  | 'deleteEnv'
  | 'logContainers'
  | 'listVolumes'
  | 'followLogs'
  | 'move'
  | 'clone'
  | 'listOperations'
  | 'getOperation'
  | 'listTags'
  | 'attachTags'
  | 'detachTag'
  | 'listConnectedEnvironments'
  | 'connectEnvironment'
  | 'disconnectEnvironment'
>;

/** Procedures for storages that every kind has; creating one differs by kind. */
export type StorageProcedures = Pick<
  Procedures['application'],
  | 'pathKey'
  | 'listStorages'
  | 'updateStorage'
  | 'deleteStorage'
  | 'listStorageBackups'
  | 'setStorageBackup'
  | 'runStorageBackup'
  | 'deleteStorageBackup'
  | 'restoreStorageBackup'
>;

/** Procedures for scheduled tasks and single commands, for the kinds whose containers run what users define. */
export type TaskProcedures = Pick<
  Procedures['application'],
  | 'listTasks'
  | 'createTask'
  | 'updateTask'
  | 'deleteTask'
  | 'executeTask'
  | 'listTaskExecutions'
  | 'run'
  | 'listRuns'
>;

/** Texts, paths and procedures of one kind of workload. */
export interface WorkloadKindRow {
  /** Name at the start of a sentence or of a list entry: `Application`. */
  label: string;
  /** Name within a sentence. */
  noun: string;
  article: 'a' | 'an';
  /** Resource in the permissions for this kind. */
  resource: Extract<Resource, 'application' | 'database' | 'service'>;
  icon: LucideIcon;
  path: (uuid: string) => string;
  tabs: (uuid: string) => Tab[];
  /** Operations: the heading of their list, the noun for one, and their addresses. */
  operations: {
    label: string;
    noun: string;
    all: (uuid: string) => string;
    one: (uuid: string, operation: string) => string;
  };
  procedures: (trpc: Procedures) => WorkloadProcedures;
  /** Action after which changed variables take effect. */
  nextVersion: string;
  /** What a clone copies, in words. */
  cloned: string;
  /** What a clone does not copy, as sentences. */
  notCloned: string;
  /** Whether the data of its volumes can be copied into a clone. */
  clonesData: boolean;
  /** Whether its image is built: then variables can be given to the build, and previews have their own. */
  isBuilt: boolean;
}

/** The kinds of workload. A new kind needs a row here, its pages under `src/app`, and its own components. */
export const workloadKinds = {
  application: {
    label: 'Application',
    noun: 'application',
    article: 'an',
    resource: 'application',
    icon: Box,
    path: paths.application,
    tabs: (uuid) => [
      { label: 'Overview', href: paths.application(uuid) },
      { label: 'Deployments', href: paths.applicationDeployments(uuid) },
      { label: 'Variables', href: paths.applicationVariables(uuid) },
      { label: 'Storages', href: paths.applicationStorages(uuid) },
      { label: 'Tasks', href: paths.applicationTasks(uuid) },
      { label: 'Domains', href: paths.applicationDomains(uuid) },
      { label: 'Previews', href: paths.applicationPreviews(uuid) },
      { label: 'Webhooks', href: paths.applicationWebhooks(uuid) },
      { label: 'Log', href: paths.applicationLogs(uuid) },
      { label: 'Settings', href: paths.applicationSettings(uuid) },
      { label: 'Danger zone', href: paths.applicationDanger(uuid) },
    ],
    operations: {
      label: 'Deployments',
      noun: 'deployment',
      all: paths.applicationDeployments,
      one: paths.deployment,
    },
    procedures: (trpc) => trpc.application,
    nextVersion: 'deployment',
    cloned: 'its settings, variables, storages, tags and limits',
    notCloned:
      'Domains, published ports, deployments and data in volumes are not copied. Deploy the clone to start it.',
    clonesData: false,
    isBuilt: true,
  },
  database: {
    label: 'Database',
    noun: 'database',
    article: 'a',
    resource: 'database',
    icon: Database,
    path: paths.database,
    tabs: (uuid) => [
      { label: 'Overview', href: paths.database(uuid) },
      { label: 'Operations', href: paths.databaseOperations(uuid) },
      { label: 'Variables', href: paths.databaseVariables(uuid) },
      { label: 'Storages', href: paths.databaseStorages(uuid) },
      { label: 'Backups', href: paths.databaseBackups(uuid) },
      { label: 'Log', href: paths.databaseLogs(uuid) },
      { label: 'Settings', href: paths.databaseSettings(uuid) },
      { label: 'Danger zone', href: paths.databaseDanger(uuid) },
    ],
    operations: {
      label: 'Operations',
      noun: 'operation',
      all: paths.databaseOperations,
      one: paths.databaseOperation,
    },
    procedures: (trpc) => trpc.database,
    nextVersion: 'restart',
    cloned: 'its settings, passwords, variables, storages, tags and limits',
    notCloned: 'The public port and backups are not copied.',
    clonesData: true,
    isBuilt: false,
  },
  stack: {
    label: 'Service',
    noun: 'service',
    article: 'a',
    resource: 'service',
    icon: Layers,
    path: paths.stack,
    tabs: (uuid) => [
      { label: 'Overview', href: paths.stack(uuid) },
      { label: 'Operations', href: paths.stackOperations(uuid) },
      { label: 'Variables', href: paths.stackVariables(uuid) },
      { label: 'Storages', href: paths.stackStorages(uuid) },
      { label: 'Tasks', href: paths.stackTasks(uuid) },
      { label: 'Log', href: paths.stackLogs(uuid) },
      { label: 'Settings', href: paths.stackSettings(uuid) },
      { label: 'Danger zone', href: paths.stackDanger(uuid) },
    ],
    operations: {
      label: 'Operations',
      noun: 'operation',
      all: paths.stackOperations,
      one: paths.stackOperation,
    },
    procedures: (trpc) => trpc.stack,
    nextVersion: 'deployment',
    cloned: 'its compose file, variables, tags and limits',
    notCloned: 'It gets its own domains. Data in volumes is not copied. Start the clone when it is ready.',
    clonesData: false,
    isBuilt: false,
  },
} as const satisfies Readonly<Record<string, WorkloadKindRow>>;

export type WorkloadKind = keyof typeof workloadKinds;

/** Find the kind for a type as lists have it: `application`, `standalone-postgresql`. */
export function kindOfType(type: string): WorkloadKind {
  if (type === 'service') return 'stack';
  return type.startsWith('standalone-') ? 'database' : 'application';
}

/** Kind and uuid, which identify a workload and its pages. */
export interface WorkloadAddress {
  kind: WorkloadKind;
  uuid: string;
}
