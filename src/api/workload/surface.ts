import type { WorkloadKind } from '../../db/generated/client';
import type { Scope } from '../../services/context';
import { findDatabase } from '../../services/databases/find';
import { engineOf } from '../../services/databases/values';
import type { ProcedureMeta } from '../trpc';

/** How the API spells one kind of workload: what the procedures that every kind has are made from. */
export interface WorkloadSurface {
  kind: WorkloadKind;
  /** Resource of the permissions, and type of the object that a request names. */
  resource: NonNullable<ProcedureMeta['object']>['type'];
  /** Path of one workload. */
  path: `/${string}/{uuid}`;
  /** Group of the OpenAPI document. */
  tag: string;
  /** With its article, in summaries. */
  noun: string;
  /** Name of the class of one workload: a part of Coolify's answers. */
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
