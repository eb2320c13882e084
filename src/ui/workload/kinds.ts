import { Box, Database, Layers, type LucideIcon } from 'lucide-react';
import type { Resource } from '../../domain/permission/vocabulary';
import type { Tab } from '../page/tab-navigation';
import { paths } from '../paths';
import type { useTRPC } from '../trpc';

type Procedures = ReturnType<typeof useTRPC>;

/** The procedures that every kind of workload shares, so that their pages are written once. */
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
>;

/** The procedures on storages that every kind shares; how one is created depends on the kind. */
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

/** The procedures on scheduled tasks and single commands, which the kinds share whose containers run what users say. */
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

/** The texts, paths and procedures of one kind of workload. */
export interface WorkloadKindRow {
  /** Begins a sentence or names a list entry: `Application`. */
  label: string;
  /** Within a sentence. */
  noun: string;
  article: 'a' | 'an';
  /** What permissions on it are called by. */
  resource: Extract<Resource, 'application' | 'database' | 'service'>;
  icon: LucideIcon;
  path: (uuid: string) => string;
  tabs: (uuid: string) => Tab[];
  /** What is done with it: the heading of the list, one within a sentence, and their addresses. */
  operations: {
    label: string;
    noun: string;
    all: (uuid: string) => string;
    one: (uuid: string, operation: string) => string;
  };
  procedures: (trpc: Procedures) => WorkloadProcedures;
  /** The action after which a change of its variables takes effect. */
  nextVersion: string;
  /** What a clone has of it, in words. */
  cloned: string;
  /** What a clone does without, as sentences. */
  notCloned: string;
  /** Whether the data of its volumes can be copied into a clone. */
  clonesData: boolean;
  /** Whether its image is built: then variables can be given to the build, and previews have their own. */
  isBuilt: boolean;
}

/** One more kind of workload is a row here, its pages under `src/app` and what it has for itself. */
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

/** The kind behind the type that lists have: `application`, `standalone-postgresql`. */
export function kindOfType(type: string): WorkloadKind {
  if (type === 'service') return 'stack';
  return type.startsWith('standalone-') ? 'database' : 'application';
}

/** A workload as its pages are addressed. */
export interface WorkloadAddress {
  kind: WorkloadKind;
  uuid: string;
}
