'use client';

import { OperationsPage } from '../operation/operations-page';

export function StackOperationsPage({ uuid }: { uuid: string }) {
  return (
    <OperationsPage kind="stack" uuid={uuid} emptyTitle="Nothing was done yet">
      Deployments, restarts and stops are listed here, each with the steps of every component and its log.
      Press Start to begin.
    </OperationsPage>
  );
}
