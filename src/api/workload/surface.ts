import type { WorkloadKind } from '../../db/generated/client';
import type { Scope } from '../../services/context';
import { findDatabase } from '../../services/databases/find';
import { engineOf } from '../../services/databases/values';
import type { ProcedureMeta } from '../trpc';

/** REST form of one kind of workload, from which the procedures that every kind has are built. */
export interface WorkloadSurface {
  kind: WorkloadKind;
  /** Resource of the permissions, and type of the object that a request names. */
  resource: NonNullable<ProcedureMeta['object']>['type'];
  /** Path of one workload. */
  path: `/${string}/{uuid}`;
  /** Tag of the OpenAPI document. */
  tag: string;
  /** Noun with its article, for summaries. */
  noun: string;
  /** Get the class name of one workload, which Coolify's responses contain. */
  classOf: (scope: Scope, uuid: string) => Promise<string>;
}

export const applicationSurface = {
  kind: 'application',
  resource: 'application',
  path: '/applications/{uuid}',
  tag: 'Applications',
  noun: 'an application',
  classOf: async () => 'App\\Models\\Application',
} as const satisfies WorkloadSurface;

export const databaseSurface = {
  kind: 'database',
  resource: 'database',
  path: '/databases/{uuid}',
  tag: 'Databases',
  noun: 'a database',
  classOf: async (scope, uuid) =>
    `App\\Models\\${engineOf((await findDatabase(scope, uuid)).engine).className}`,
} as const satisfies WorkloadSurface;

export const stackSurface = {
  kind: 'stack',
  resource: 'service',
  path: '/services/{uuid}',
  tag: 'Services',
  noun: 'a service',
  classOf: async () => 'App\\Models\\Service',
} as const satisfies WorkloadSurface;
