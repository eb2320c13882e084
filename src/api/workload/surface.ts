import type { WorkloadKind } from '../../db/generated/client';
import type { ProcedureMeta } from '../trpc';

/** How the API spells one kind of workload: what the procedures that every kind has are made from. */
export interface WorkloadSurface {
  kind: WorkloadKind;
  /** Resource of the permissions, and type of the object that a request names. */
  resource: NonNullable<ProcedureMeta['object']>['type'];
  /** Of one workload. */
  path: `/${string}/{uuid}`;
  /** Group of the OpenAPI document. */
  tag: string;
  /** With its article, in summaries. */
  noun: string;
}

export const applicationSurface: WorkloadSurface = {
  kind: 'application',
  resource: 'application',
  path: '/applications/{uuid}',
  tag: 'Applications',
  noun: 'an application',
};

export const databaseSurface: WorkloadSurface = {
  kind: 'database',
  resource: 'database',
  path: '/databases/{uuid}',
  tag: 'Databases',
  noun: 'a database',
};
