import type { WorkloadKind } from './workload-ref';

/** Names of the kinds of workloads in API messages. */
export const workloadNames: Readonly<Record<WorkloadKind, string>> = {
  application: 'Application',
  database: 'Database',
  stack: 'Service',
};

/** Permission resource, and word in events, of each kind of workload. */
export const workloadResources = {
  application: 'application',
  database: 'database',
  stack: 'service',
} as const satisfies Record<WorkloadKind, string>;

/** A workload as named by a request. */
export interface NamedWorkload {
  kind: WorkloadKind;
  uuid: string;
}
