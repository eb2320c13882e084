'use client';

import { WorkloadLogs } from '../workload/workload-logs';
import { useStack } from './use-stack';

export function StackLogsPage({ uuid }: { uuid: string }) {
  return (
    <WorkloadLogs kind="stack" uuid={uuid} workload={useStack(uuid).stack}>
      Component output appears here once the service is started, and stays readable after containers are
      replaced.
    </WorkloadLogs>
  );
}
