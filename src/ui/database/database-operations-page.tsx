'use client';

import { OperationsPage } from '../operation/operations-page';

export function DatabaseOperationsPage({ uuid }: { uuid: string }) {
  return (
    <OperationsPage kind="database" uuid={uuid} emptyTitle="Nothing was done yet">
      Starts, restarts, stops and changed credentials are listed here, each with its steps and its log. Press
      Start to begin.
    </OperationsPage>
  );
}
