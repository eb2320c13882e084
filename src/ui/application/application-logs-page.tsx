'use client';

import { WorkloadLogs } from '../workload/workload-logs';
import { useApplication } from './use-application';

export function ApplicationLogsPage({ uuid }: { uuid: string }) {
  return (
    <WorkloadLogs kind="application" uuid={uuid} workload={useApplication(uuid).application}>
      Container output appears here and stays readable after a new version replaces the container. Build
      output is in the log of each deployment.
    </WorkloadLogs>
  );
}
