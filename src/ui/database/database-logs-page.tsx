'use client';

import { WorkloadLogs } from '../workload/workload-logs';
import { useDatabase } from './use-database';

export function DatabaseLogsPage({ uuid }: { uuid: string }) {
  return (
    <WorkloadLogs kind="database" uuid={uuid} workload={useDatabase(uuid).database}>
      The engine’s output appears here once the database is started, and stays readable after a restart: why
      it refuses a connection, what it recovers, which configuration it read.
    </WorkloadLogs>
  );
}
