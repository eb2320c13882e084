'use client';

import { WorkloadLogs } from '../workload/workload-logs';
import { useStack } from './use-stack';

export function StackLogsPage({ uuid }: { uuid: string }) {
  return (
    <WorkloadLogs kind="stack" uuid={uuid} workload={useStack(uuid).stack}>
      What its components print appears here once it was started, and stays readable when they are replaced.
    </WorkloadLogs>
  );
}
