import { Box, Database, type LucideIcon } from 'lucide-react';
import { paths } from '../paths';
import type { Tab } from '../shell/tab-navigation';
import type { useTRPC } from '../trpc';

type Procedures = ReturnType<typeof useTRPC>;

/** What every kind of workload answers in the same words: its pages are written once. */
export type WorkloadProcedures = Pick<
  Procedures['application'],
  | 'pathKey'
  | 'listEnvs'
  | 'createEnv'
  | 'updateEnv'
  | 'bulkUpdateEnvs'
  | 'deleteEnv'
  | 'logContainers'
  | 'followLogs'
>;

/** What the console knows of one kind of workload. */
export interface WorkloadKindRow {
  /** Begins a sentence or names a list entry: `Application`. */
  label: string;
  /** Within a sentence. */
  noun: string;
  article: 'a' | 'an';
  icon: LucideIcon;
  path: (uuid: string) => string;
  tabs: (uuid: string) => Tab[];
  procedures: (trpc: Procedures) => WorkloadProcedures;
  /** What ends its life as a version: the moment that a change of its variables takes effect. */
  nextVersion: string;
  /** Its image is built here: variables can be given to the build, and previews have their own. */
  isBuilt: boolean;
}

/** One more kind of workload is a row here, its pages under `src/app` and what it has for itself. */
export const workloadKinds = {
  application: {
    label: 'Application',
    noun: 'application',
    article: 'an',
    icon: Box,
    path: paths.application,
    tabs: (uuid) => [
      { label: 'Overview', href: paths.application(uuid) },
      { label: 'Deployments', href: paths.applicationDeployments(uuid) },
      { label: 'Variables', href: paths.applicationVariables(uuid) },
      { label: 'Domains', href: paths.applicationDomains(uuid) },
      { label: 'Log', href: paths.applicationLogs(uuid) },
      { label: 'Settings', href: paths.applicationSettings(uuid) },
      { label: 'Danger zone', href: paths.applicationDanger(uuid) },
    ],
    procedures: (trpc) => trpc.application,
    nextVersion: 'deployment',
    isBuilt: true,
  },
  database: {
    label: 'Database',
    noun: 'database',
    article: 'a',
    icon: Database,
    path: paths.database,
    tabs: (uuid) => [
      { label: 'Overview', href: paths.database(uuid) },
      { label: 'Variables', href: paths.databaseVariables(uuid) },
      { label: 'Log', href: paths.databaseLogs(uuid) },
      { label: 'Settings', href: paths.databaseSettings(uuid) },
      { label: 'Danger zone', href: paths.databaseDanger(uuid) },
    ],
    procedures: (trpc) => trpc.database,
    nextVersion: 'restart',
    isBuilt: false,
  },
} as const satisfies Readonly<Record<string, WorkloadKindRow>>;

export type WorkloadKind = keyof typeof workloadKinds;

/** The kind of a word for a type in lists: `application`, `standalone-postgresql`. */
export function kindOfType(type: string): WorkloadKind {
  return type.startsWith('standalone-') ? 'database' : 'application';
}

/** A workload as its pages are addressed. */
export interface WorkloadAddress {
  kind: WorkloadKind;
  uuid: string;
}
