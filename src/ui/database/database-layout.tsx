'use client';

import type { ReactNode } from 'react';
import { ActiveOperation } from '../operation/active-operation';
import { WorkloadLayout } from '../workload/workload-layout';
import { DatabaseActions } from './database-actions';
import { useDatabase } from './use-database';

/** Header, actions and tabs of a database. */
export function DatabaseLayout({ uuid, children }: { uuid: string; children: ReactNode }) {
  const { query, server } = useDatabase(uuid);
  return (
    <WorkloadLayout
      kind="database"
      uuid={uuid}
      query={query}
      activity={<ActiveOperation kind="database" uuid={uuid} />}
      actions={(database) => <DatabaseActions database={database} server={server} />}
      place={(database) => <code className="text-xs">{database.image}</code>}
    >
      {children}
    </WorkloadLayout>
  );
}
