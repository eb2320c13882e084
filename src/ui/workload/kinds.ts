import { Box, type LucideIcon } from 'lucide-react';
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
  },
} as const satisfies Readonly<Record<string, WorkloadKindRow>>;

export type WorkloadKind = keyof typeof workloadKinds;

/** A workload as its pages are addressed. */
export interface WorkloadAddress {
  kind: WorkloadKind;
  uuid: string;
}
