import type { WorkloadKind } from './workload-ref';

/** Names of the kinds of workloads in messages of the API. */
export const workloadNames: Readonly<Record<WorkloadKind, string>> = {
  application: 'Application',
  database: 'Database',
  stack: 'Service',
};

/** Resources of the permission vocabulary, and words of events, for kinds of workloads. */
export const workloadResources = {
  application: 'application',
  database: 'database',
  stack: 'service',
} as const satisfies Record<WorkloadKind, string>;

/** A workload as a request names it. */
export interface NamedWorkload {
  kind: WorkloadKind;
  uuid: string;
}
