'use client';

import type { ReactNode } from 'react';
import { ActiveOperation } from '../operation/active-operation';
import { WorkloadLayout } from '../workload/workload-layout';
import { StackActions } from './stack-actions';
import { useStack } from './use-stack';

/** Header, actions and tabs of a service. */
export function StackLayout({ uuid, children }: { uuid: string; children: ReactNode }) {
  const { query, server } = useStack(uuid);
  return (
    <WorkloadLayout
      kind="stack"
      uuid={uuid}
      query={query}
      activity={<ActiveOperation kind="stack" uuid={uuid} />}
      actions={(stack) => <StackActions stack={stack} server={server} />}
      place={({ applications, databases }) => {
        const count = applications.length + databases.length;
        return `${count} component${count === 1 ? '' : 's'}`;
      }}
    >
      {children}
    </WorkloadLayout>
  );
}
