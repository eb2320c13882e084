'use client';

import { OperationsPage } from '../operation/operations-page';

export function DatabaseOperationsPage({ uuid }: { uuid: string }) {
  return (
    <OperationsPage kind="database" uuid={uuid} emptyTitle="No operations yet">
      Starts, restarts, stops and credential changes are listed here, each with its steps and log. Press Start
      to begin.
    </OperationsPage>
  );
}
