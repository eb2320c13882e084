'use client';

import { OperationsPage } from '../operation/operations-page';

export function StackOperationsPage({ uuid }: { uuid: string }) {
  return (
    <OperationsPage kind="stack" uuid={uuid} emptyTitle="No operations yet">
      Deployments, restarts and stops are listed here, each with the steps and log of every component. Press
      Start to begin.
    </OperationsPage>
  );
}
