'use client';

import { WorkloadLogs } from '../workload/workload-logs';
import { useApplication } from './use-application';

export function ApplicationLogsPage({ uuid }: { uuid: string }) {
  return (
    <WorkloadLogs kind="application" uuid={uuid} workload={useApplication(uuid).application}>
      What the container prints appears here, and stays readable when a new version has replaced it. Output of
      builds is in the log of its deployment.
    </WorkloadLogs>
  );
}
