import type { Application, Workload } from '../../db/generated/client';

/** An application: the columns that all workloads share, and its own. */
export type ApplicationRecord = Workload & Application;

/** Join the two rows of an application, with what was read with its workload; null for a workload of another kind. */
export function applicationRecord<
  Own extends Application,
  Found extends Workload & { application: Own | null },
>(found: Found & { application: Own | null }): (Omit<Found, 'application'> & Own) | null {
  const { application, ...workload } = found;
  return application && { ...application, ...workload };
}
